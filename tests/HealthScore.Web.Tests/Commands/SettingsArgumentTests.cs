using HealthScore.Tests;

namespace HealthScore.Web.Tests.Commands;

public sealed class SettingsArgumentTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("--HealthScore:TimeZone", "Europe/Berlin")]
    [InlineData("--HealthScore:TimeZone=Europe/Berlin")]
    public async Task Verb_WithASetting_GoesByIt(params string[] setting) =>
        (await Verb.RunAsync(database.ConnectionString, ["doctor", .. setting])).Out.Should().Contain("time zone Europe/Berlin");

    [Theory]
    [InlineData("--dya", "score", "--dya", "2026-03-01")]
    [InlineData("tomorrow", "score", "tomorrow")]
    [InlineData("sevre", "sevre")]
    [InlineData("--url", "serve", "--url", "http://localhost:1")]
    public async Task Verb_WithAWordThatIsNone_RefusesIt(string word, params string[] args)
    {
        var verb = await Verb.RunAsync(database.ConnectionString, args);
        verb.ExitCode.Should().Be(1);
        verb.Error.Should().Contain($"“{word}”");
    }
}
