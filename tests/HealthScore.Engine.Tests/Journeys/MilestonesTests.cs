using System.Globalization;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Journeys;
using HealthScore.Engine.Tests.Segments;
using HealthScore.Tests;
using static HealthScore.Engine.Tests.Journeys.JourneyDesk;

namespace HealthScore.Engine.Tests.Journeys;

/// <summary>What accounts have to reach in their stages, and how it comes to be done.</summary>
public sealed class MilestonesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly Actor Csm = SegmentDesk.Csm;

    private readonly JourneyDesk _desk = new(database);

    public async Task InitializeAsync()
    {
        await _desk.Import.ResetAsync();
        _desk.Today = new(2024, 7, 1);
        await _desk.AccountsAsync("account,start,stage,arr\nA,2024-06-01,Onboarding,500\nB,2024-06-20,Renewal,20\n");
        var journey = await _desk.OpenAsync("Customer journey");
        await _desk.SaveAsync(journey with
        {
            Stages =
            [
                journey.Stages[0] with { ExpectedDays = 60, Milestones = [Milestone("Kick-off", 7), Milestone("Trained", 40, isRequired: false)] },
                journey.Stages[1] with { Milestones = [Milestone("Plan agreed", 10), Milestone("Grown", 20, """{"field":"arr","op":">=","value":100}""")] },
            ],
        });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Save_GivesWhoIsInAStageItsMilestones_Once()
    {
        string[] all = ["A Kick-off 2024-06-08", "A Trained 2024-07-11", "B Plan agreed 2024-06-30", "B Grown 2024-07-10"];
        (await _desk.MilestonesAsync()).Should().Equal(all);
        await _desk.Import.Place.AllAsync(default);
        await _desk.SaveAsync(await _desk.OpenAsync("Customer journey"));
        (await _desk.MilestonesAsync()).Should().Equal(all, "once for each stay");
    }

    [Fact]
    public async Task Import_IntoAStage_GivesItsMilestones_AndAReEntryGivesThemAnew()
    {
        _desk.Today = new(2024, 7, 5);
        await _desk.AccountsAsync("account,stage\nA,Renewal\n");
        _desk.Today = new(2024, 7, 6);
        await _desk.AccountsAsync("account,stage\nA,Onboarding\n");
        (await _desk.MilestonesAsync()).Where(m => m.StartsWith('A')).Should().Equal(
            "A Kick-off 2024-06-08", "A Trained 2024-07-11", "A Kick-off 2024-07-13", "A Plan agreed 2024-07-15", "A Grown 2024-07-25 2024-07-05", "A Trained 2024-08-15");
        (await ProgressAsync("A")).Should().Be("1", "what the first stay left undone does not delay the second");
    }

    [Fact]
    public async Task Rule_MarksAsDoneWithItsWords_AndNeverTakesBack()
    {
        _desk.Today = new(2024, 7, 2);
        await _desk.AccountsAsync("account,arr\nB,100\n");
        (await _desk.Import.RowsAsync("select m.done, m.evidence, coalesce(m.done_by, '-') from milestone m where name = 'Grown'")).Should().Equal("2024-07-02|ARR is at least 100|-");
        _desk.Today = new(2024, 7, 3);
        await _desk.AccountsAsync("account,arr\nB,1\n");
        await _desk.Import.Place.AllAsync(default);
        (await _desk.MilestonesAsync()).Should().Contain("B Grown 2024-07-10 2024-07-02");
        (await _desk.Import.RowsAsync("select external_id from account_mark m join account a on a.id = m.account_id")).Should().Contain("B");
    }

    [Fact]
    public async Task Hand_MarksAsDone_AndOnTheSameDayTakesBack()
    {
        var (account, id) = (await _desk.IdAsync("A"), await MilestoneAsync("Kick-off"));
        await RefusedAsync(account, id, new(_desk.Today.AddDays(1), "x"), nameof(MilestoneEvidence.Day));
        await RefusedAsync(account, id, new(new(2024, 5, 31), "x"), nameof(MilestoneEvidence.Day));
        await RefusedAsync(account, id, new(_desk.Today, " "), nameof(MilestoneEvidence.Evidence));

        var done = (await _desk.Mark.RunAsync(Csm, account, id, new(new(2024, 6, 10), " Minutes sent "), default)).Value!;
        (done.Done, done.Evidence, done.DoneBy, done.Recorded).Should().Be((new DateOnly(2024, 6, 10), "Minutes sent", Csm.Name, _desk.Today));
        (await _desk.Mark.RunAsync(Csm, account, id, new(_desk.Today, "again"), default)).Errors.Should().ContainSingle(e => e.Code == "done");

        (await _desk.Mark.UndoAsync(Csm, account, id, default)).Errors.Should().BeEmpty();
        (await _desk.MilestonesAsync()).Should().Contain("A Kick-off 2024-06-08");
        (await _desk.Mark.UndoAsync(Csm, account, id, default)).Errors.Should().ContainSingle(e => e.Code == "not_done_today");

        await _desk.Mark.RunAsync(Csm, account, id, new(_desk.Today, "held"), default);
        _desk.Today = _desk.Today.AddDays(1);
        (await _desk.Mark.UndoAsync(Csm, account, id, default)).Errors.Should().ContainSingle(e => e.Code == "not_done_today");
    }

    [Fact]
    public async Task Hand_OfTwoAtOnce_OneIsTold()
    {
        var (account, id) = (await _desk.IdAsync("A"), await MilestoneAsync("Kick-off"));
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => _desk.Mark.RunAsync(Csm with { Name = $"C{i}" }, account, id, new(_desk.Today, $"by {i}"), default))));
        both.Count(b => b.IsOk).Should().Be(1);
        both.Where(b => !b.IsOk).Should().OnlyContain(b => b.Errors[0].Code == "done");
    }

    [Fact]
    public async Task Hand_ReachesBackToTheFirstDayOfALongStay_AndToEarlierOnes()
    {
        _desk.Today = new(2025, 9, 1);
        await _desk.AccountsAsync("account,stage\nA,Renewal\n");
        var account = await _desk.IdAsync("A");
        var head = (await new Engine.Accounts.ReadAccount(_desk.Import.Factory, _desk.Import.Clock).RunAsync(Csm, account, null, default)).Value!;
        var journey = await _desk.ReadAccount.RunAsync(Csm, head, CultureInfo.InvariantCulture, default);
        journey.Earlier.Select(e => (e.Stage, e.Milestone.Name)).Should().Equal(("Onboarding", "Kick-off"), ("Onboarding", "Trained"));
        (await _desk.Mark.RunAsync(Csm, account, journey.Earlier[0].Milestone.Id, new(new(2024, 6, 1), "it was held"), default)).Errors.Should().BeEmpty();
        (await _desk.MilestonesAsync()).Should().Contain("A Kick-off 2024-06-08 2024-06-01");
    }

    [Fact]
    public async Task Hand_OfWhoMayNot_IsRefused()
    {
        var (account, id) = (await _desk.IdAsync("A"), await MilestoneAsync("Kick-off"));
        foreach (var (actor, code) in new[] { (new Actor("l", "Lea", Role.Leadership), "forbidden"), (Csm with { OnlyOwn = true, OwnerId = 99 }, "not_found") })
        {
            (await _desk.Mark.RunAsync(actor, account, id, new(_desk.Today, "x"), default)).Errors.Should().ContainSingle(e => e.Code == code);
            (await _desk.Mark.UndoAsync(actor, account, id, default)).Errors.Should().ContainSingle(e => e.Code == code);
        }

        (await _desk.Mark.RunAsync(Csm, await _desk.IdAsync("B"), id, new(_desk.Today, "x"), default)).Errors.Should().ContainSingle(e => e.Code == "not_found", "it is another account's");
    }

    [Fact]
    public async Task Definition_ChangedOrRemoved_TakesAlongWhatIsNotDone_AndLeavesTheRest()
    {
        await _desk.Mark.RunAsync(Csm, await _desk.IdAsync("A"), await MilestoneAsync("Kick-off"), new(_desk.Today, "held"), default);
        var journey = await _desk.OpenAsync("Customer journey");
        var (onboarding, renewal) = (journey.Stages[0], journey.Stages[1]);
        await _desk.SaveAsync(journey with
        {
            Stages = [onboarding with { Milestones = [onboarding.Milestones[1] with { Name = "All trained", DueDays = 50 }] }, renewal with { Milestones = [renewal.Milestones[1]] }],
        });
        (await _desk.MilestonesAsync()).Should().Equal("A Kick-off 2024-06-08 2024-07-01", "A All trained 2024-07-21", "B Grown 2024-07-10");
    }

    [Fact]
    public async Task Account_ShowsItsStages_ItsMilestones_AndHowItGetsOn()
    {
        var id = await _desk.IdAsync("B");
        var head = (await new Engine.Accounts.ReadAccount(_desk.Import.Factory, _desk.Import.Clock).RunAsync(Csm, id, null, default)).Value!;
        var journey = await _desk.ReadAccount.RunAsync(Csm, head, CultureInfo.InvariantCulture, default);
        (journey.Name, string.Join(',', journey.Stages.Where(s => s.IsPresent).Select(s => s.Name)), journey.Since, journey.Progress, journey.BehindSince).Should()
            .Be(("Customer journey", "Renewal", new DateOnly(2024, 6, 20), Progress.Behind, new DateOnly(2024, 7, 1)));
        journey.Milestones.Select(m => (m.Name, m.DaysLate, m.Rule)).Should().Equal(("Plan agreed", 1, null), ("Grown", null, "ARR is at least 100"));
        (await ProgressAsync("B")).Should().Be("2");
        (await _desk.ReadAccount.RunAsync(Csm with { OnlyOwn = true, OwnerId = 99 }, head, CultureInfo.InvariantCulture, default)).Stages.Should().BeEmpty();
    }

    private async Task RefusedAsync(long account, long id, MilestoneEvidence evidence, string field) =>
        (await _desk.Mark.RunAsync(Csm, account, id, evidence, default)).Errors.Should().ContainSingle().Which.Field.Should().Be(field);

    private async Task<long> MilestoneAsync(string name) => long.Parse((await _desk.Import.RowsAsync($"select id from milestone where name = '{name}'"))[0], CultureInfo.InvariantCulture);

    private async Task<string> ProgressAsync(string account) => (await _desk.Import.RowsAsync($"select progress from account_current c join account a on a.id = c.account_id where a.external_id = '{account}'"))[0];
}
