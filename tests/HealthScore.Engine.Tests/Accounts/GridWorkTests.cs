using HealthScore.Domain.Primitives;
using HealthScore.Engine.Access;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Accounts.Views;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Tests.Accounts;

/// <summary>What is done with many accounts at once, and the ways to look at them that users keep.</summary>
public sealed class GridWorkTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    private static readonly Actor Ops = new("o", "Oda", Role.CsOps);

    [Fact]
    public async Task Assign_GivesAnotherOwnerFromTodayOn_AndIsTakenBackWhole()
    {
        await using var db = demo.Database();
        var accounts = await db.CurrentAccounts.AsNoTracking().Where(a => a.Active && a.OwnerId != null && a.OwnerId != 2).Take(3).ToListAsync();
        var already = await db.CurrentAccounts.Where(a => a.Active && a.OwnerId == 2).Select(a => a.AccountId).FirstAsync();
        long[] ids = [.. accounts.Select(a => a.AccountId), already, 999_999];
        await demo.DoAsync("delete from account_mark");

        var assigned = (await demo.Get<AssignOwner>().RunAsync(Ops, ids, 2, default)).Value!;
        (assigned.Before.Count, assigned.Unchanged, assigned.NotYours).Should().Be((3, 1, 1));
        assigned.Before.Should().BeEquivalentTo(accounts.Select(a => new OwnerOf(a.AccountId, a.OwnerId)));
        foreach (var account in accounts)
        {
            var now = await db.AccountStates.AsNoTracking().Where(s => s.AccountId == account.AccountId && s.From <= DemoRuns.Today).OrderByDescending(s => s.From).FirstAsync();
            (now.From, now.OwnerId, now.SegmentId, now.StageId, now.Arr).Should().Be((DemoRuns.Today, 2, account.SegmentId, account.StageId, account.Arr));
            (await db.AccountStates.AsNoTracking().Where(s => s.AccountId == account.AccountId && s.From < DemoRuns.Today).OrderByDescending(s => s.From).FirstAsync()).OwnerId.Should().Be(account.OwnerId, "yesterday stays as it was");
            (await db.CurrentAccounts.AsNoTracking().SingleAsync(a => a.AccountId == account.AccountId)).OwnerId.Should().Be(2);
        }

        (await demo.CountAsync("select count(*) from account_mark")).Should().Be(3, "their scores follow");
        (await demo.Get<AssignOwner>().RunAsync(Ops, assigned.Before, default)).Value!.Before.Should().HaveCount(3);
        foreach (var account in accounts) (await db.CurrentAccounts.AsNoTracking().SingleAsync(a => a.AccountId == account.AccountId)).OwnerId.Should().Be(account.OwnerId);
    }

    [Fact]
    public async Task Assign_HoldsUntilTheOwnerChangesAgain()
    {
        await using var db = demo.Database();
        var account = await db.CurrentAccounts.AsNoTracking().Where(a => a.Active && a.OwnerId != null && a.OwnerId > 4).OrderBy(a => a.AccountId).LastAsync();
        await demo.DoAsync($"""
            insert into account_state (account_id, from_day, segment_id, stage_id, owner_id, arr) values
                ({account.AccountId}, '{DemoRuns.Today.AddDays(5):yyyy-MM-dd}', null, null, {account.OwnerId}, 7),
                ({account.AccountId}, '{DemoRuns.Today.AddDays(9):yyyy-MM-dd}', null, null, 1, 7),
                ({account.AccountId}, '{DemoRuns.Today.AddDays(12):yyyy-MM-dd}', null, null, {account.OwnerId}, 7)
            """);
        await demo.Get<AssignOwner>().RunAsync(Ops, [account.AccountId], 3, default);
        (await db.AccountStates.AsNoTracking().Where(s => s.AccountId == account.AccountId && s.From >= DemoRuns.Today).OrderBy(s => s.From).Select(s => s.OwnerId).ToListAsync()).Should().Equal(3, 3, 1, account.OwnerId);
    }

    [Fact]
    public async Task Assign_ReachesNobodyElsesAccounts_AndReadersAreRefused()
    {
        await using var db = demo.Database();
        var mine = await db.CurrentAccounts.AsNoTracking().Where(a => a.Active && a.OwnerId == 4).Select(a => a.AccountId).FirstAsync();
        var other = await db.CurrentAccounts.AsNoTracking().Where(a => a.Active && a.OwnerId == 5).Select(a => a.AccountId).FirstAsync();
        var bound = new Actor("u", "Uma", Role.Csm, 4, OnlyOwn: true);
        var assigned = (await demo.Get<AssignOwner>().RunAsync(bound, [mine, other], 5, default)).Value!;
        (assigned.Before.Count, assigned.Unchanged, assigned.NotYours).Should().Be((1, 0, 1));
        (await demo.Get<AssignOwner>().RunAsync(new Actor("l", "Lea", Role.Leadership), [mine], 5, default)).Errors[0].Code.Should().Be("forbidden");
        (await demo.Get<AssignOwner>().RunAsync(Ops, [mine], 12_345, default)).Errors[0].Code.Should().Be("no_owner");
        (await demo.Get<AssignOwner>().RunAsync(Ops, Array.Empty<long>(), 5, default)).Errors[0].Code.Should().Be("none_chosen");
    }

    [Fact]
    public async Task Selection_OfAllThatMatch_IsBoundLikeTheGrid()
    {
        var select = demo.Get<SelectAccounts>();
        var list = await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { SegmentId = 1 }, default);
        (await select.RunAsync(Actor.System, new() { SegmentId = 1 }, 1000, default)).Value.Should().HaveCount(list.Total!.Value);
        (await select.RunAsync(Actor.System, new(), 3, default)).Errors[0].Code.Should().Be("too_many");
        await using var db = demo.Database();
        var own = await db.CurrentAccounts.Where(a => a.Active && a.OwnerId == 6).Select(a => a.AccountId).ToListAsync();
        (await select.RunAsync(new Actor("u", "Uma", Role.Csm, 6, OnlyOwn: true), new(), 1000, default)).Value.Should().BeEquivalentTo(own);
        (await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { Ids = own }, default)).Total.Should().Be(own.Count);
    }

    [Fact]
    public async Task OpenList_TakesTheAccountsOfWhoeverWorksWithThem_AndAClosedOneIsNotThere()
    {
        var lists = demo.Get<AccountLists>();
        var id = (await lists.MakeAsync(Actor.System, "For the advisory board", default)).Value;
        await using var db = demo.Database();
        var mine = await db.CurrentAccounts.Where(a => a.Active && a.OwnerId == 6).Select(a => a.AccountId).FirstAsync();
        var other = await db.CurrentAccounts.Where(a => a.Active && a.OwnerId == 5).Select(a => a.AccountId).FirstAsync();
        var bound = new Actor("u", "Uma", Role.Csm, 6, OnlyOwn: true);
        (await lists.PutAsync(bound, id, [mine], isOn: true, default)).Errors[0].Code.Should().Be("not_found");
        (await demo.Get<ReadChoices>().RunAsync(bound, default)).Lists.Should().BeEmpty("its name is told to nobody who may not use it");
        (await lists.OpenAsync(bound, id, isOpen: true, default)).Errors[0].Code.Should().Be("forbidden");

        (await lists.OpenAsync(Ops, id, isOpen: true, default)).IsOk.Should().BeTrue();
        (await demo.Get<ReadChoices>().RunAsync(bound, default)).OpenLists.Should().ContainSingle(l => l.Id == id);
        (await lists.PutAsync(bound, id, [mine, other], isOn: true, default)).Value.Should().Equal([mine], "the account of somebody else stays where it is");
        (await lists.PutAsync(new("l", "Lea", Role.Leadership), id, [mine], isOn: false, default)).Errors[0].Code.Should().Be("forbidden");
        (await lists.PutAsync(bound, id, [mine], isOn: false, default)).Value.Should().Equal(mine);
        (await lists.RemoveAsync(Actor.System, id, default)).IsOk.Should().BeTrue();
    }

    [Fact]
    public async Task Views_AreKeptSharedAndRemoved_ByWhoseTheyAre()
    {
        var (ada, ben) = (await UserAsync("ada"), await UserAsync("ben"));
        (await demo.Get<SaveView>().RunAsync(ada, new(" Red ones ", "band=red", IsShared: true, IsDefault: true), default)).IsOk.Should().BeTrue();
        (await demo.Get<SaveView>().RunAsync(ada, new("Mine", "owner=1", IsShared: false, IsDefault: false), default)).IsOk.Should().BeTrue();
        (await ViewsAsync(ada)).Should().BeEquivalentTo([new { Name = "Mine", IsMine = true, IsDefault = false }, new { Name = "Red ones", IsMine = true, IsDefault = true }]);
        var seen = (await ViewsAsync(ben)).Should().ContainSingle().Subject;
        (seen.Name, seen.Query, seen.IsMine, seen.IsDefault, seen.By).Should().Be(("Red ones", "band=red", false, false, ada.Name));

        (await demo.Get<RemoveView>().RunAsync(ben, seen.Id, default)).Errors[0].Code.Should().Be("not_found");
        (await demo.Get<SaveView>().RunAsync(ada, new("Red ones", "band=red&sort=-arr", IsShared: false, IsDefault: false), default)).IsOk.Should().BeTrue();
        (await ViewsAsync(ben)).Should().BeEmpty("it is shared no longer");
        (await ViewsAsync(ada)).Should().HaveCount(2).And.Contain(v => v.Query == "band=red&sort=-arr" && !v.IsDefault);
        var removed = (await demo.Get<RemoveView>().RunAsync(ada, seen.Id, default)).Value!;
        (await demo.Get<SaveView>().RunAsync(ada, removed, default)).IsOk.Should().BeTrue("what was removed can be kept again");
    }

    [Theory]
    [InlineData(" ", "name_missing")]
    [InlineData("a name of more than sixty letters, which no menu has the room to show", "name_long")]
    public async Task View_ThatIsWrong_IsRefusedAtItsName(string name, string code)
    {
        var result = await demo.Get<SaveView>().RunAsync(await UserAsync("wrong"), new(name, "band=red", false, false), default);
        result.Errors.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Code = code, Field = "Name" });
    }

    [Fact]
    public async Task Columns_AreKeptForTheUser()
    {
        var user = await UserAsync("columns");
        await demo.Get<SaveColumns>().RunAsync(user, ["arr", "health"], default);
        (await demo.Get<ListViews>().RunAsync(user, default)).Columns.Should().Be("arr,health");
        await demo.Get<SaveColumns>().RunAsync(user, [], default);
        (await demo.Get<ListViews>().RunAsync(user, default)).Columns.Should().BeNull();
    }

    private async Task<IReadOnlyList<ViewRow>> ViewsAsync(Actor actor) => (await demo.Get<ListViews>().RunAsync(actor, default)).Views;

    private async Task<Actor> UserAsync(string name)
    {
        await using var scope = demo.Get<IServiceScopeFactory>().CreateAsyncScope();
        var added = await scope.ServiceProvider.GetRequiredService<AddUser>().RunAsync(Actor.System, new($"{name}-{Guid.NewGuid():N}@example.com", name, Role.CsOps, "correct horse battery"), default);
        return new(added.Value!.Id, name, Role.CsOps);
    }
}
