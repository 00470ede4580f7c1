using System.Net;
using HealthScore.Domain.Primitives;

namespace HealthScore.Web.Tests.Access;

public sealed class GuessingTests(RunningApp app) : IClassFixture<RunningApp>
{
    private const int Guessers = 12;

    [Fact]
    public async Task GuessesAtTheSameMoment_AreCountedOneByOne()
    {
        await app.AddUserAsync(Role.Admin);
        var mail = await app.AddUserAsync(Role.Csm);
        var guesses = await Task.WhenAll(Enumerable.Range(0, Guessers).Select(guesser => TryAsync(mail, $"guess number {guesser}")));
        guesses.Should().AllBeEquivalentTo(HttpStatusCode.OK, "the form is shown again");

        (await TryAsync(mail, RunningApp.Password)).Should().Be(HttpStatusCode.OK, "twelve wrong passwords close the account, also for the right one");
    }

    private async Task<HttpStatusCode> TryAsync(string mail, string password)
    {
        using var visitor = app.NewVisitor();
        return (await visitor.SignInAsync(mail, password)).StatusCode;
    }
}
