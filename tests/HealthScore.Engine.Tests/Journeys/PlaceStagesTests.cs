using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Tests.Segments;
using HealthScore.Tests;
using static HealthScore.Engine.Tests.Journeys.JourneyDesk;

namespace HealthScore.Engine.Tests.Journeys;

/// <summary>Who is in which stage, when entry rules and imports both have a say.</summary>
public sealed class PlaceStagesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Big = """{"field":"arr","op":">=","value":100000}""";
    private const string Customers = "account,start,segment,stage,arr,renewal\nA,2024-01-01,Plain,Onboarding,150000,2024-09-01\nB,2024-01-01,Plain,Onboarding,20000,2025-01-01\nC,2024-01-01,,,90000,\n";

    private readonly JourneyDesk _desk = new(database);

    public async Task InitializeAsync()
    {
        await _desk.Import.ResetAsync();
        _desk.Today = new(2024, 7, 1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Import_NamesStages_TheyMakeUpTheFirstJourney_AndNothingIsPlaced()
    {
        await _desk.AccountsAsync(Customers);
        await _desk.AccountsAsync("account,stage\nC,Adoption\n");
        var journey = (await _desk.List.RunAsync(SegmentDesk.Ops, default)).Value!.Journeys.Should().ContainSingle().Subject;
        (journey.Name, string.Join(',', journey.Stages.Select(s => s.Name))).Should().Be(("Customer journey", "Onboarding,Adoption"));
        (await _desk.Import.Place.AllAsync(default)).Should().Be(0);
        (await _desk.WhereAsync()).Should().Be("A:Onboarding B:Onboarding C:Adoption");
        (await _desk.Import.RowsAsync("select count(*) from account_state where is_staged")).Should().Equal("0");
    }

    [Fact]
    public async Task Save_PlacesFromTodayOn_AndLeavesTheDaysBefore()
    {
        await MakeAsync();
        (await _desk.WhereAsync()).Should().Be("A:Adoption B:Onboarding C:Onboarding");
        (await _desk.HistoryAsync("A")).Should().Be("2024-01-01:Onboarding 2024-07-01:Adoption");
        (await _desk.HistoryAsync("C")).Should().Be("2024-01-01:- 2024-07-01:Onboarding", "who is in no stage begins with the first");
        (await _desk.Import.RowsAsync("select g.name, c.stage_since from account_current c join stage g on g.id = c.stage_id where c.name = 'A'")).Should().Equal("Adoption|2024-07-01");
        (await _desk.Import.RowsAsync("select external_id from account_mark m join account a on a.id = m.account_id")).Should().Contain(["A", "C"], "their models may be others now");
    }

    [Fact]
    public async Task Import_Again_ChangesNothing_AndWhatItGaveComesBackWithTheRule()
    {
        await MakeAsync();
        var again = await _desk.Import.TextAsync(ImportKind.Accounts, Customers);
        (again.Changed, again.Unchanged).Should().Be((0, 3));
        (await _desk.WhereAsync()).Should().Be("A:Adoption B:Onboarding C:Onboarding");

        _desk.Today = _desk.Today.AddDays(1);
        await _desk.AccountsAsync("account,arr\nA,99999\n");
        (await _desk.WhereAsync()).Should().Be("A:Adoption B:Onboarding C:Onboarding", "an entry rule is for entering");

        _desk.Today = _desk.Today.AddDays(1);
        var journey = await _desk.OpenAsync("Customer journey");
        await _desk.SaveAsync(journey with { Stages = [.. journey.Stages.Select(s => s with { Entry = null })] });
        (await _desk.WhereAsync()).Should().Be("A:Onboarding B:Onboarding C:-", "without rules all are where imports put them");
    }

    [Fact]
    public async Task Import_ThatNamesAnotherStageThanBefore_MovesTheAccount_AlsoBackOnAJourneyThatOnlyGoesOn()
    {
        await MakeAsync(goesBack: false);
        var journey = await _desk.OpenAsync("Customer journey");
        await _desk.SaveAsync(journey with { Stages = [.. journey.Stages, Stage("Renewal")] });
        _desk.Today = _desk.Today.AddDays(1);
        await _desk.AccountsAsync("account,stage,arr\nA,Renewal,99999\nB,Renewal,20000\n");
        (await _desk.WhereAsync()).Should().Be("A:Renewal B:Renewal C:Onboarding");
        _desk.Today = _desk.Today.AddDays(1);
        await _desk.AccountsAsync("account,stage\nA,Onboarding\nB,Onboarding\n");
        (await _desk.WhereAsync()).Should().Be("A:Onboarding B:Onboarding C:Onboarding", "what a file says explicitly wins");
        (await _desk.Import.RowsAsync("select count(*) from account_state where is_staged and from_day = '2024-07-03'")).Should().Equal("0");
        (await _desk.HistoryAsync("A")).Should().Be("2024-01-01:Onboarding 2024-07-01:Adoption 2024-07-02:Renewal 2024-07-03:Onboarding");
        _desk.Today = _desk.Today.AddDays(1);
        await _desk.AccountsAsync("account,arr\nA,100000\n");
        await _desk.AccountsAsync("account,stage\nA,Onboarding\n");
        (await _desk.WhereAsync()).Should().StartWith("A:Adoption", "a rule that holds lets it in, and the file says what it said before");
    }

    [Fact]
    public async Task Import_OfAStageNobodyKnows_IsRefusedWhereRulesPlace_AndTakenWhereNoneDo()
    {
        await MakeAsync();
        var refused = await _desk.Import.TextAsync(ImportKind.Accounts, "account,stage\nB,Onbording\n");
        refused.Errors.Should().Be(1);
        (await _desk.Import.RowsAsync("select name from stage order by position")).Should().Equal("Onboarding", "Adoption");
        var journey = await _desk.OpenAsync("Customer journey");
        journey = await _desk.SaveAsync(journey with { Stages = [.. journey.Stages.Select(s => s with { Entry = null })] });
        await _desk.AccountsAsync("account,stage\nB,Live\n");
        (await _desk.RefusedAsync(journey)).Should().ContainSingle(e => e.Code == "journey_overtaken", "whoever has it open does not know that stage");
    }

    [Fact]
    public async Task DaysInStage_LetInForGood_NightAfterNight_AndAreOfTheStayThatIs()
    {
        await _desk.AccountsAsync("account,start,stage,arr\nA,2024-04-01,Onboarding,1\nB,2024-06-01,Onboarding,1\n");
        var journey = await _desk.OpenAsync("Customer journey");
        const string Long = """{"derived":"days_in_stage","op":">=","value":90}""";
        await _desk.SaveAsync(journey with
        {
            Stages =
            [
                journey.Stages[0], Stage("Adoption", Long, null, Milestone("Used for long", 60, """{"derived":"days_in_stage","op":">=","value":30}""")),
                Stage("Value", """{"all":[{"field":"stage","is":["Adoption"]},{"derived":"days_in_stage","op":">=","value":60}]}"""),
            ],
        });
        List<string> nights = [];
        for (var night = 0; night < 6; night++)
        {
            nights.Add(await _desk.WhereAsync());
            await _desk.AccountsAsync($"account,arr\nA,{night}\nB,{night}\n");
            (await _desk.WhereAsync()).Should().Be(nights[^1], "an import at ten sees what the night saw");
            _desk.Today = _desk.Today.AddDays(1);
            await _desk.Import.Place.AllAsync(default);
        }

        nights.Should().Equal(Enumerable.Repeat("A:Adoption B:Onboarding", 6));
        (await _desk.MilestonesAsync()).Should().Equal("A Used for long 2024-08-30");
        _desk.Today = new(2024, 7, 31);
        await _desk.Import.Place.AllAsync(default);
        (await _desk.MilestonesAsync()).Should().Equal("A Used for long 2024-08-30");
        _desk.Today = new(2024, 8, 1);
        await _desk.Import.Place.AllAsync(default);
        (await _desk.MilestonesAsync()).Should().Equal("A Used for long 2024-08-30 2024-08-01");
        _desk.Today = new(2024, 8, 31);
        await _desk.Import.Place.AllAsync(default);
        (await _desk.HistoryAsync("A")).Should().Contain("2024-07-01:Adoption").And.EndWith("2024-08-31:Value");
        (await _desk.WhereAsync()).Should().Be("A:Value B:Adoption", "one stage a day, and none is left out of the history");
    }

    [Fact]
    public async Task MovedByAFile_TheNewStayHasLastedNoDay()
    {
        await _desk.AccountsAsync("account,start,stage\nA,2024-03-01,Onboarding\nB,2024-03-01,Onboarding\n");
        var journey = await _desk.OpenAsync("Customer journey");
        await _desk.SaveAsync(journey with { Stages = [journey.Stages[0], Stage("Renewal", null, null, Milestone("Settled", 30, """{"derived":"days_in_stage","op":">=","value":30}"""))] });
        await _desk.AccountsAsync("account,stage,from\nA,Renewal,\nB,Renewal,2024-06-21\n");
        (await _desk.MilestonesAsync()).Should().Equal("A Settled 2024-07-31", "B Settled 2024-07-21");
        _desk.Today = new(2024, 7, 2);
        await _desk.Import.Place.AllAsync(default);
        (await _desk.MilestonesAsync()).Should().Equal("A Settled 2024-07-31", "B Settled 2024-07-21");
    }

    [Fact]
    public async Task WrongRule_MendedTheSameDay_LeavesNothingBehind()
    {
        await MakeAsync("""{"field":"arr","op":">=","value":0}""");
        (await _desk.WhereAsync()).Should().Be("A:Adoption B:Adoption C:Adoption");
        var journey = await _desk.OpenAsync("Customer journey");
        await _desk.SaveAsync(journey with { Stages = [journey.Stages[0], journey.Stages[1] with { Entry = SegmentDesk.Read(Big), Milestones = [Milestone("Grown", 9)] }] });
        (await _desk.WhereAsync()).Should().Be("A:Adoption B:Onboarding C:Onboarding");
        (await _desk.MilestonesAsync()).Should().Equal("A Grown 2024-07-10");
        journey = await _desk.OpenAsync("Customer journey");
        await _desk.SaveAsync(journey with { Stages = [journey.Stages[0], journey.Stages[1] with { Entry = SegmentDesk.Read("""{"field":"arr","op":"<","value":0}""") }] });
        (await _desk.MilestonesAsync()).Should().BeEmpty("A was there for no day");
        (await _desk.WhereAsync()).Should().Be("A:Onboarding B:Onboarding C:Onboarding");
    }

    [Fact]
    public async Task JourneyThatOnlyGoesOn_KeepsWhoOnceGotThere()
    {
        await MakeAsync(goesBack: false);
        _desk.Today = _desk.Today.AddDays(1);
        await _desk.AccountsAsync("account,arr\nA,99999\nB,100000\n");
        (await _desk.WhereAsync()).Should().Be("A:Adoption B:Adoption C:Onboarding");
    }

    [Fact]
    public async Task Night_PlacesByTheDayThatBegins()
    {
        await MakeAsync("""{"field":"renewal","within_next":30}""");
        (await _desk.WhereAsync()).Should().Be("A:Onboarding B:Onboarding C:Onboarding");
        _desk.Today = new(2024, 8, 2);
        (await _desk.Import.Place.AllAsync(default)).Should().Be(1);
        (await _desk.Import.Place.AllAsync(default)).Should().Be(0, "it may be run again");
        (await _desk.HistoryAsync("A")).Should().Be("2024-01-01:Onboarding 2024-08-02:Adoption");
        (await _desk.HistoryAsync("C")).Should().Be("2024-01-01:- 2024-07-01:Onboarding");
    }

    [Fact]
    public async Task Segment_ThatFollowsAnotherJourney_TakesItsAccountsThere_InOneStep()
    {
        await MakeAsync();
        var partners = await _desk.MakeAsync("Partners", true, Stage("Signed"), Stage("Selling", """{"field":"arr","op":">=","value":90000}"""));
        var id = await _desk.Segments.MakeAsync("Rich", """{"field":"arr","op":">=","value":80000}""");
        (await _desk.WhereAsync()).Should().Be("A:Adoption B:Onboarding C:Onboarding", "it follows the first");

        _desk.Today = _desk.Today.AddDays(1);
        var saved = (await _desk.Segments.Save.RunAsync(SegmentDesk.Ops, new(id, 1, "Rich", "", SegmentDesk.Read("""{"field":"arr","op":">=","value":80000}"""), partners.Id), default)).Value!;
        (saved.Moved, saved.Staged).Should().Be((0, 1));
        (await _desk.WhereAsync()).Should().Be("A:Adoption B:Onboarding C:Selling", "Plain comes first, and has A");

        _desk.Today = _desk.Today.AddDays(1);
        await _desk.AccountsAsync("account,segment\nA,Rich\n");
        (await _desk.HistoryAsync("A")).Should().Be("2024-01-01:Onboarding 2024-07-01:Adoption 2024-07-03:Selling", "segment and stage change in one step");
        (await _desk.Import.RowsAsync("select count(*) from account_state s join account a on a.id = s.account_id where a.external_id = 'A' and s.from_day = '2024-07-03'")).Should().Equal("1");
        (await _desk.Segments.Save.RunAsync(SegmentDesk.Ops, new(id, 2, "Rich", "", null, 999), default)).Errors.Should().ContainSingle(e => e.Field == "journey");
    }

    [Fact]
    public async Task Owner_Assigned_LeavesSegmentAndStageAsGiven()
    {
        await MakeAsync();
        await _desk.Segments.MakeAsync("Big", Big);
        await _desk.Import.RowsAsync("update segment set position = 1 - position returning 1");
        await _desk.Import.Place.AllAsync(default);
        await _desk.Import.RowsAsync("insert into owner (email, name) values ('o@example.org', 'O') returning id");
        _desk.Today = _desk.Today.AddDays(1);
        var assigned = await new AssignOwner(_desk.Import.Factory, _desk.Import.Clock, _desk.Import.Place).RunAsync(SegmentDesk.Ops, [await _desk.IdAsync("A")], 1, default);
        assigned.Errors.Should().BeEmpty();
        (await _desk.Import.RowsAsync("select g.name, t.name, is_placed, is_staged from account_state s join account a on a.id = s.account_id left join segment g on g.id = s.given_segment_id left join stage t on t.id = s.given_stage_id where a.external_id = 'A' and from_day = '2024-07-02'"))
            .Should().Equal("Plain|Onboarding|True|True");
        var again = await _desk.Import.TextAsync(ImportKind.Accounts, Customers);
        (again.Changed, again.Unchanged).Should().Be((0, 3));
    }

    [Fact]
    public async Task Rules_AskForThePresentStage_AndForMilestones()
    {
        await _desk.AccountsAsync(Customers);
        var journey = await _desk.OpenAsync("Customer journey");
        await _desk.SaveAsync(journey with
        {
            Stages = [journey.Stages[0] with { Milestones = [Milestone("Kick-off", 7)] }, Stage("Adoption", """{"all":[{"milestone":"Kick-off","yes":true},{"field":"stage","is":["Onboarding","Adoption"]}]}""")],
        });
        (await _desk.WhereAsync()).Should().Be("A:Onboarding B:Onboarding C:Onboarding");
        var id = long.Parse((await _desk.Import.RowsAsync("select m.id from milestone m join account a on a.id = m.account_id where a.external_id = 'B'"))[0], System.Globalization.CultureInfo.InvariantCulture);
        (await _desk.Mark.RunAsync(SegmentDesk.Csm, await _desk.IdAsync("B"), id, new(_desk.Today, "held"), default)).Errors.Should().BeEmpty();
        (await _desk.WhereAsync()).Should().Be("A:Onboarding B:Adoption C:Onboarding", "what is done by hand moves the account at once");
        (await _desk.Mark.UndoAsync(SegmentDesk.Csm, await _desk.IdAsync("B"), id, default)).Errors.Should().BeEmpty();
        (await _desk.WhereAsync()).Should().Be("A:Onboarding B:Onboarding C:Onboarding");
    }

    private async Task MakeAsync(string? entry = null, bool goesBack = true)
    {
        await _desk.AccountsAsync(Customers);
        var journey = await _desk.OpenAsync("Customer journey");
        await _desk.SaveAsync(journey with { GoesBack = goesBack, Stages = [.. journey.Stages, Stage("Adoption", entry ?? Big, 60)] });
    }
}
