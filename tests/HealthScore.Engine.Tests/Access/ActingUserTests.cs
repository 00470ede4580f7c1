using HealthScore.Domain.Primitives;
using HealthScore.Engine.Access;
using HealthScore.Engine.Portfolio;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Tests.Access;

/// <summary>Who acts, as the database knows it at this moment.</summary>
public sealed class ActingUserTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    [Fact]
    public async Task User_WhoseOwnerComesWithALaterImport_SeesThatOwnersAccounts()
    {
        await using var node = demo.AnotherNode();
        await using var scope = node.CreateAsyncScope();
        var user = (await scope.ServiceProvider.GetRequiredService<AddUser>()
            .RunAsync(Actor.System, new("Later@Example.com", "Lena Later", Role.Csm, "a long password", OnlyOwn: true), default)).Value!;
        var acting = scope.ServiceProvider.GetRequiredService<ActingUser>();
        (await acting.FindAsync(user.Id, default))!.Scope.Should().Be(-1, "who owns nothing sees nothing");

        await using var db = demo.Database();
        var owner = new Domain.Accounts.Owner { Name = "Lena Later", Email = "later@example.com" };
        db.Owners.Add(owner);
        await db.SaveChangesAsync();

        (await acting.FindAsync(user.Id, default))!.Scope.Should().Be(owner.Id);
        (await scope.ServiceProvider.GetRequiredService<ListUsers>().RunAsync(Actor.System, default)).Value!.Single(u => u.Id == user.Id).OwnerName.Should().Be("Lena Later");
    }

    [Fact]
    public async Task User_WhoIsDisabled_IsNobody()
    {
        await using var node = demo.AnotherNode();
        await using var scope = node.CreateAsyncScope();
        var user = (await scope.ServiceProvider.GetRequiredService<AddUser>().RunAsync(Actor.System, new("gone@example.com", "Gone", Role.Admin, "a long password"), default)).Value!;
        (await scope.ServiceProvider.GetRequiredService<ChangeUser>().RunAsync(Actor.System, new(user.Id, IsDisabled: true), default)).IsOk.Should().BeTrue();
        (await scope.ServiceProvider.GetRequiredService<ActingUser>().FindAsync(user.Id, default)).Should().BeNull();
    }

    [Fact]
    public async Task Team_ThatGetsAMember_HasTheirAccountsInItsFiguresAtOnce()
    {
        await using var node = demo.AnotherNode();
        await using var scope = node.CreateAsyncScope();
        await using var db = demo.Database();
        var owners = await db.Owners.Where(o => db.CurrentAccounts.Any(a => a.OwnerId == o.Id && a.Active)).OrderBy(o => o.Id).Take(2).ToListAsync();
        var accounts = 0;
        foreach (var owner in owners)
        {
            var user = (await scope.ServiceProvider.GetRequiredService<AddUser>().RunAsync(Actor.System, new(owner.Email, owner.Name, Role.Csm, "a long password"), default)).Value!;
            (await scope.ServiceProvider.GetRequiredService<ChangeTeam>().RunAsync(Actor.System, new(user.Id, "North"), default)).IsOk.Should().BeTrue();

            accounts += await db.CurrentAccounts.CountAsync(a => a.OwnerId == owner.Id && a.Active);
            var view = await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(Team: "North"), default);
            (view.Accounts + view.NotScored).Should().Be(accounts);
        }

        accounts.Should().BePositive();
    }
}
