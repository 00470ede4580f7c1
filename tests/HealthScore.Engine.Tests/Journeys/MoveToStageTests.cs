using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Accounts.Timeline;
using HealthScore.Engine.Journeys;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Tests.Segments;
using HealthScore.Tests;
using Npgsql;
using static HealthScore.Engine.Tests.Journeys.JourneyDesk;

namespace HealthScore.Engine.Tests.Journeys;

/// <summary>Somebody puts an account into a stage.</summary>
public sealed class MoveToStageTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly Actor Csm = SegmentDesk.Csm;

    private readonly JourneyDesk _desk = new(database);

    public async Task InitializeAsync()
    {
        await _desk.Import.ResetAsync();
        _desk.Today = new(2024, 7, 1);
        await _desk.AccountsAsync("account,start,stage,arr,churned\nA,2024-06-01,Onboarding,5,\nB,2024-06-01,Onboarding,500,\nC,2024-01-01,Onboarding,5,2024-05-01\n");
        var journey = await _desk.OpenAsync("Customer journey");
        await _desk.SaveAsync(journey with
        {
            Stages = [journey.Stages[0], Stage("Adoption", """{"field":"arr","op":">=","value":100}""", null, Milestone("Used", 9)), Stage("Renewal", null, null, Milestone("Met", 3))],
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Moved_CountsAsGiven_WithItsMilestones_AndIsTold()
    {
        (await MoveAsync("A", "Renewal")).Errors.Should().BeEmpty();
        (await _desk.WhereAsync()).Should().StartWith("A:Renewal B:Adoption");
        (await _desk.MilestonesAsync()).Should().Contain("A Met 2024-07-04");
        (await _desk.Import.RowsAsync("select g.name from account_current c join stage g on g.id = c.stage_id where c.name = 'A'")).Should().Equal("Renewal");
        (await _desk.Import.RowsAsync("select external_id from account_mark m join account a on a.id = m.account_id")).Should().Contain("A");
        var journey = await JourneyAsync("A");
        (journey.Why, journey.MovedToday is not null).Should().Be(($"{Csm.Name} moved it here: They asked for it", true));
        var told = await new ReadTimeline(_desk.Import.Factory, _desk.Import.Clock).RunAsync(Csm, await _desk.IdAsync("A"), new(_desk.Today, [TimelineKind.Stage]), default);
        told.Entries.Should().ContainSingle(e => e.Name == "Renewal" && e.Who == Csm.Name && e.Note == "They asked for it");

        _desk.Today = _desk.Today.AddDays(1);
        await _desk.Import.Place.AllAsync(default);
        await _desk.AccountsAsync("account,stage\nA,Renewal\n");
        (await _desk.HistoryAsync("A")).Should().Be("2024-06-01:Onboarding 2024-07-01:Renewal");
        (await _desk.Move.UndoAsync(Csm, await _desk.IdAsync("A"), journey.MovedToday!.Value, default)).Errors.Should().ContainSingle(e => e.Code == "not_moved_today");
        (await MoveAsync("A", "Onboarding")).Errors.Should().BeEmpty("also back, and on to no stage whose rule does not hold");
        (await _desk.WhereAsync()).Should().StartWith("A:Onboarding");
    }

    [Fact]
    public async Task TakenBack_NothingIsLeft()
    {
        var before = await _desk.HistoryAsync("B");
        var move = (await MoveAsync("B", "Renewal")).Value!;
        (await _desk.MilestonesAsync()).Should().Equal("B Met 2024-07-04");
        (await _desk.Move.UndoAsync(Csm, await _desk.IdAsync("B"), move.Id, default)).Errors.Should().BeEmpty();
        (await _desk.HistoryAsync("B")).Should().Be(before);
        (await _desk.MilestonesAsync()).Should().Equal("B Used 2024-07-10");
        (await _desk.Import.RowsAsync("select t.name from account_state s join account a on a.id = s.account_id join stage t on t.id = s.given_stage_id where a.external_id = 'B' and s.is_staged")).Should().Equal("Onboarding");
        (await _desk.Move.UndoAsync(Csm, await _desk.IdAsync("B"), move.Id, default)).Errors.Should().ContainSingle(e => e.Code == "not_moved_today");
    }

    [Fact]
    public async Task AccountInAStageOfAnotherJourney_IsOfferedTheStagesOfItsOwn()
    {
        var partners = await _desk.MakeAsync("Partners", true, Stage("Signed"), Stage("Selling"));
        var small = await _desk.Segments.MakeAsync("Small", """{"field":"arr","op":"<","value":100}""");
        await _desk.Segments.Save.RunAsync(SegmentDesk.Ops, new SegmentInput(small, 1, "Small", "", SegmentDesk.Read("""{"field":"arr","op":"<","value":100}"""), partners.Id), default);
        var left = await JourneyAsync("A");
        (left.Name, left.Follows, string.Join(' ', left.MoveTo.Select(s => s.Name))).Should().Be(("Customer journey", "Partners", "Signed Selling"), "no rule takes it over");

        (await _desk.Move.RunAsync(Csm, await _desk.IdAsync("A"), new(left.MoveTo[0].Id, "Signed with us"), default)).Errors.Should().BeEmpty();
        var there = await JourneyAsync("A");
        (there.Name, there.Follows, string.Join(' ', there.MoveTo.Select(s => s.Name))).Should().Be(("Partners", null, "Selling"));
    }

    [Fact]
    public async Task MoveWithinAJourneyThatTheAccountJustLeft_IsRefused_AndLeavesNothing()
    {
        var partners = await _desk.MakeAsync("Partners", true, Stage("Signed", """{"field":"arr","op":">=","value":0}"""));
        var list = (await _desk.Segments.Lists.MakeAsync(SegmentDesk.Ops, "Partners", default)).Value;
        const string OnList = """{"list":"Partners","yes":true}""";
        var segment = await _desk.Segments.MakeAsync("Partners", OnList);
        (await _desk.Segments.Save.RunAsync(SegmentDesk.Ops, new SegmentInput(segment, 1, "Partners", "", SegmentDesk.Read(OnList), partners.Id), default)).Errors.Should().BeEmpty();
        await _desk.Segments.Lists.PutAsync(SegmentDesk.Ops, list, ["A"], true, default);
        var before = await _desk.WhereAsync();

        (await MoveAsync("A", "Renewal")).Errors.Should().ContainSingle(e => e.Code == "other_journey");

        (await _desk.WhereAsync()).Should().Be(before);
    }

    [Fact]
    public async Task WhatCannotBe_IsRefused_AndLeavesNothing()
    {
        var before = await _desk.WhereAsync();
        var id = await _desk.IdAsync("B");
        (await MoveAsync("B", "Onboarding")).Errors.Should().ContainSingle(e => e.Code == "rule_holds" && e.Message.Contains("Adoption") && e.Field == "Stage");
        (await MoveAsync("B", "Adoption")).Errors.Should().ContainSingle(e => e.Code == "there_already");
        (await MoveAsync("C", "Renewal")).Errors.Should().ContainSingle(e => e.Code == "has_left");
        (await _desk.Move.RunAsync(Csm, id, new(null, " "), default)).Errors.Select(e => e.Field).Should().Equal("Stage", "Reason");
        (await _desk.Move.RunAsync(Csm, id, new(999, "x"), default)).Errors.Should().ContainSingle(e => e.Code == "no_stage");
        (await _desk.Move.RunAsync(new("l", "Lea", Role.Leadership), id, new(1, "x"), default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
        (await _desk.Move.RunAsync(Csm with { OnlyOwn = true, OwnerId = 99 }, id, new(1, "x"), default)).Errors.Should().ContainSingle(e => e.Code == "not_found");
        (await _desk.WhereAsync()).Should().Be(before);
        (await _desk.Import.RowsAsync("select count(*) from stage_move")).Should().Equal("0");
    }

    [Fact]
    public async Task TakenBack_AfterAnImport_TheImportStands()
    {
        var id = await _desk.IdAsync("A");
        var first = (await MoveAsync("A", "Renewal")).Value!;
        await _desk.AccountsAsync("account,stage\nA,Adoption\n");
        (await _desk.Move.UndoAsync(Csm, id, first.Id, default)).Errors.Should().ContainSingle(e => e.Code == "moved_since");
        (await _desk.HistoryAsync("A")).Should().Be("2024-06-01:Onboarding 2024-07-01:Adoption");
        var second = (await MoveAsync("A", "Renewal")).Value!;
        (await _desk.Move.UndoAsync(Csm, id, second.Id, default)).Errors.Should().BeEmpty();
        (await _desk.HistoryAsync("A")).Should().Be("2024-06-01:Onboarding 2024-07-01:Adoption");
    }

    [Fact]
    public async Task TakenBack_AfterAFileDatedBack_TheAccountIsWhereTheFilePutIt()
    {
        var id = await _desk.IdAsync("A");
        var move = (await MoveAsync("A", "Renewal")).Value!;
        await _desk.AccountsAsync("account,stage,from\nA,Adoption,2024-06-20\n");
        (await _desk.HistoryAsync("A")).Should().Be("2024-06-01:Onboarding 2024-06-20:Adoption 2024-07-01:Renewal", "the move holds from its day on");
        (await _desk.Move.UndoAsync(Csm, id, move.Id, default)).Errors.Should().BeEmpty();
        (await _desk.WhereAsync()).Should().StartWith("A:Adoption");
        (await _desk.Import.RowsAsync("select distinct g.name from account_state s join account a on a.id = s.account_id join stage g on g.id = s.stage_id where a.external_id = 'A' and s.from_day >= '2024-06-20'")).Should().Equal("Adoption");
    }

    [Fact]
    public async Task TakenBack_AfterAFileDatedBackThatEndsBefore_IsWhereItWas()
    {
        await _desk.AccountsAsync("account,stage\nA,Adoption\n");
        var move = (await MoveAsync("A", "Renewal")).Value!;
        await _desk.AccountsAsync("account,stage,from\nA,Renewal,2024-06-20\n");
        (await _desk.Move.UndoAsync(Csm, await _desk.IdAsync("A"), move.Id, default)).Errors.Should().BeEmpty();
        (await _desk.WhereAsync()).Should().StartWith("A:Adoption", "a file of today had put it there before the move");
    }

    [Fact]
    public async Task Stage_ThatAMoveCanBeTakenBackTo_Stays()
    {
        var journey = await _desk.OpenAsync("Customer journey");
        journey = await _desk.SaveAsync(journey with { Stages = [.. journey.Stages, Stage("Pause")] });
        await MoveAsync("A", "Pause");
        var move = (await MoveAsync("A", "Renewal")).Value!;
        (await _desk.RefusedAsync(journey with { Stages = [.. journey.Stages.Take(3)] })).Should().ContainSingle(e => e.Code == "stage_in_use" && e.Message.Contains("Pause"));
        (await _desk.Move.UndoAsync(Csm, await _desk.IdAsync("A"), move.Id, default)).Errors.Should().BeEmpty();
        (await _desk.WhereAsync()).Should().StartWith("A:Pause");
    }

    [Fact]
    public async Task WhileAnImportIsOn_NobodyWaitsForItsEnd()
    {
        await using var import = await database.DataSource.OpenConnectionAsync();
        await using (var transaction = await import.BeginTransactionAsync())
        {
            await PlacementSql.LockAsync(import, default);
            var assign = _desk.Segments.Assign.RunAsync(Csm, [await _desk.IdAsync("B")], null, default);
            (await MoveAsync("A", "Renewal")).Errors.Should().ContainSingle(e => e.Code == "import_on");
            (await assign).Errors.Should().ContainSingle(e => e.Code == "import_on");
        }

        (await MoveAsync("A", "Renewal")).Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task Moved_IsTold_ToThePagesOfThatAccount()
    {
        await using var page = await database.DataSource.OpenConnectionAsync();
        List<string> heard = [];
        page.Notification += (_, message) => heard.Add(message.Payload);
        await using (var listen = new NpgsqlCommand("listen healthscore", page)) await listen.ExecuteNonQueryAsync();
        await MoveAsync("A", "Renewal");
        while (!heard.Exists(h => h.StartsWith("Data", StringComparison.Ordinal))) (await page.WaitAsync(TimeSpan.FromSeconds(20))).Should().BeTrue();
        heard.Should().Contain($"Data {await _desk.IdAsync("A")}").And.NotContain("Data", "the open pages of others may rest");
    }

    private async Task<Result<Domain.Journeys.StageMove>> MoveAsync(string account, string stage) =>
        await _desk.Move.RunAsync(Csm, await _desk.IdAsync(account), new((await _desk.OpenAsync("Customer journey")).Stages.Single(s => s.Name == stage).Id, " They asked for it "), default);

    private async Task<AccountJourney> JourneyAsync(string account)
    {
        var head = (await new ReadAccount(_desk.Import.Factory, _desk.Import.Clock).RunAsync(Csm, await _desk.IdAsync(account), null, default)).Value!;
        return await _desk.ReadAccount.RunAsync(Csm, head, CultureInfo.InvariantCulture, default);
    }
}
