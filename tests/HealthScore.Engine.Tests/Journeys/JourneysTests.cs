using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Journeys;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Tests.Segments;
using HealthScore.Tests;
using static HealthScore.Engine.Tests.Journeys.JourneyDesk;

namespace HealthScore.Engine.Tests.Journeys;

/// <summary>Making, trying, listing and removing journeys.</summary>
public sealed class JourneysTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Big = """{"field":"arr","op":">=","value":100}""";

    private readonly JourneyDesk _desk = new(database);

    public async Task InitializeAsync()
    {
        await _desk.Import.ResetAsync();
        _desk.Today = new(2024, 7, 1);
        await _desk.AccountsAsync("account,start,segment,stage,arr\nA,2024-06-01,Plain,Onboarding,500\nB,2024-06-21,Plain,Onboarding,20\nC,2024-06-30,,Adoption,5\nD,2024-06-30,,,7\n");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task List_ShowsWhoIsWhere_HowLong_AndHowTheyGetOn()
    {
        var journey = await _desk.OpenAsync("Customer journey");
        await _desk.SaveAsync(journey with { Stages = [journey.Stages[0] with { ExpectedDays = 15 }, journey.Stages[1]] });
        var list = (await _desk.List.RunAsync(SegmentDesk.Csm, default)).Value!;
        var stages = list.Journeys.Should().ContainSingle().Subject.Stages;
        stages.Select(s => (s.Name, s.Accounts, s.Arr, s.MedianDays, s.OnTrack, s.Behind, s.Stuck)).Should().Equal(("Onboarding", 2, 520m, 20, 1, 1, 0), ("Adoption", 1, 5m, 1, 1, 0, 0));
        (list.WithoutStage, list.WithoutArr, string.Join(',', list.Journeys[0].Segments.Select(s => s.Name))).Should().Be((1, 7m, "Plain"));
        var bound = (await _desk.List.RunAsync(SegmentDesk.Csm with { OnlyOwn = true, OwnerId = 99 }, default)).Value!;
        bound.Journeys[0].Stages.Sum(s => s.Accounts).Should().Be(0, "figures are of the accounts that the user may see");
    }

    [Fact]
    public async Task Try_SaysWhereAccountsWouldBe_AndSavingDoesJustThat()
    {
        var trial = (await _desk.Try.OpenAsync(SegmentDesk.Ops, default)).Value!;
        var journey = await _desk.OpenAsync("Customer journey");
        var draft = journey with { Stages = [journey.Stages[0], Stage("Growing", Big), journey.Stages[1]] };
        var outlook = await trial.TryAsync(draft, null, default);
        outlook.Of.Should().Be(4);
        outlook.Stages.Should().Equal(new StageOutlook("Onboarding", new(2, 0, 0), new(2, 0, 0)), new StageOutlook("Growing", new(1, 0, 0), default), new StageOutlook("Adoption", new(1, 0, 0), new(1, 0, 0)));
        outlook.Moves.Should().BeEquivalentTo([new OutlookMove("Onboarding", "Growing", 1, 500), new OutlookMove(null, "Onboarding", 1, 7)]);

        (await trial.TryAsync(new(0, 0, "New", "", true, [Stage("One", Big)]), null, default)).Of.Should().Be(0, "no segment follows it yet");
        (await trial.TryAsync(draft with { Stages = [Stage("Touched", """{"derived":"touches","window":30,"op":"=","value":0}"""), .. journey.Stages] }, null, default)).Stages[0].Then.Accounts.Should().Be(1, "D alone is in no later stage");

        (await _desk.Save.RunAsync(SegmentDesk.Ops, draft, default)).Value!.Staged.Should().Be(2);
        (await _desk.WhereAsync()).Should().Be("A:Growing B:Onboarding C:Adoption D:Onboarding");
    }

    [Fact]
    public async Task Try_SaysWhoWouldBeLate_AndNamesStagesAsTheyWillBeCalled()
    {
        var trial = (await _desk.Try.OpenAsync(SegmentDesk.Ops, default)).Value!;
        var journey = await _desk.OpenAsync("Customer journey");
        var draft = journey with
        {
            Stages =
            [
                journey.Stages[0] with { Name = "Start", ExpectedDays = 100, Milestones = [Milestone("Kick-off", 0), Milestone("Reached", 0, Big)] },
                journey.Stages[1] with { Entry = SegmentDesk.Read("""{"all":[{"field":"stage","is":["Start"]},{"field":"arr","op":"<","value":100}]}""") },
            ],
        };
        var outlook = await trial.TryAsync(draft, null, default);
        outlook.Stages.Should().Equal(new StageOutlook("Start", new(2, 1, 0), new(2, 0, 0)), new StageOutlook("Adoption", new(2, 0, 0), new(1, 0, 0)));
        await _desk.SaveAsync(draft);
        (await _desk.WhereAsync()).Should().Be("A:Start B:Adoption C:Adoption D:Start");
        (await _desk.Import.RowsAsync("select name from account_current where progress = 2")).Should().Equal("A");
    }

    [Fact]
    public async Task Save_ANewName_IsFollowedByTheRulesThatAskForIt()
    {
        var first = await _desk.OpenAsync("Customer journey");
        first = await _desk.SaveAsync(first with
        {
            Stages = [first.Stages[0] with { Milestones = [Milestone("Kick-off", 5)] }, first.Stages[1] with { Entry = SegmentDesk.Read("""{"all":[{"milestone":"Kick-off","yes":true},{"field":"stage","is":["Onboarding"]}]}""") }],
        });
        var other = await _desk.MakeAsync("Partners", true, Stage("Signed", """{"any":[{"milestone":"Kick-off","yes":false},{"field":"stage","is":["Onboarding","Adoption"]}]}"""));
        var own = await _desk.MakeAsync("Resellers", true, Stage("Met", """{"milestone":"Kick-off","yes":true}""", null, Milestone("Kick-off", 1)));

        var kickOff = first.Stages[0].Milestones[0];
        first = await _desk.SaveAsync(first with { Stages = [first.Stages[0] with { Name = "Start", Milestones = [kickOff with { Name = "Launch" }] }, first.Stages[1]] });
        Json(first.Stages[1].Entry).Should().Be("""{"all":[{"milestone":"Launch","yes":true},{"field":"stage","is":["Start"]}]}""");
        var followed = await _desk.OpenAsync(other.Id);
        Json(followed.Stages[0].Entry).Should().Be("""{"any":[{"milestone":"Launch","yes":false},{"field":"stage","is":["Start","Adoption"]}]}""");
        (await _desk.RefusedAsync(other)).Should().ContainSingle(e => e.Code == "journey_overtaken");
        Json((await _desk.OpenAsync(own.Id)).Stages[0].Entry).Should().Be("""{"milestone":"Kick-off","yes":true}""", "it means its own");

        (await _desk.RefusedAsync(first with { Stages = [first.Stages[0] with { Milestones = [] }, first.Stages[1] with { Entry = null }] })).Should().ContainSingle(e => e.Code == "milestone_in_use" && e.Message.Contains("Signed"));
        (await _desk.RefusedAsync(first with { Stages = [first.Stages[0] with { Milestones = [] }, first.Stages[1]] })).Should().Contain(e => e.Field == "stages[1].entry.all[0].milestone");
        var more = await _desk.SaveAsync(first with { Stages = [.. first.Stages, Stage("Late")] });
        await _desk.SaveAsync(followed with { Stages = [followed.Stages[0] with { Entry = SegmentDesk.Read("""{"field":"stage","is":["late"]}""") }] });
        (await _desk.RefusedAsync(more with { Stages = [.. more.Stages.Take(2)] })).Should().ContainSingle(e => e.Code == "stage_in_use" && e.Message.Contains("the stage Signed asks for it"));
    }

    [Fact]
    public async Task Milestone_UnderANewName_IsDoneForWhoDidIt_InRulesToo()
    {
        var journey = await _desk.OpenAsync("Customer journey");
        journey = await _desk.SaveAsync(journey with { Stages = [journey.Stages[0] with { Milestones = [Milestone("Kick-off", 5)] }, journey.Stages[1]] });
        var id = long.Parse((await _desk.Import.RowsAsync("select m.id from milestone m join account a on a.id = m.account_id where a.external_id = 'B'"))[0], System.Globalization.CultureInfo.InvariantCulture);
        (await _desk.Mark.RunAsync(SegmentDesk.Csm, await _desk.IdAsync("B"), id, new(_desk.Today, "held"), default)).Errors.Should().BeEmpty();
        journey = await _desk.SaveAsync(journey with
        {
            Stages = [journey.Stages[0] with { Milestones = [journey.Stages[0].Milestones[0] with { Name = "Launch" }] }, journey.Stages[1] with { Entry = SegmentDesk.Read("""{"milestone":"Launch","yes":true}""") }],
        });
        (await _desk.WhereAsync()).Should().Be("A:Onboarding B:Adoption C:Adoption D:Onboarding");
        (await _desk.MilestonesAsync()).Should().Contain("B Launch 2024-06-26 2024-07-01");

        id = long.Parse((await _desk.Import.RowsAsync("select m.id from milestone m join account a on a.id = m.account_id where a.external_id = 'A'"))[0], System.Globalization.CultureInfo.InvariantCulture);
        (await _desk.Mark.RunAsync(SegmentDesk.Csm, await _desk.IdAsync("A"), id, new(_desk.Today, "held"), default)).Errors.Should().BeEmpty();
        (await _desk.Import.RowsAsync("select g.name from account_current c join stage g on g.id = c.stage_id where c.name = 'A'")).Should().Equal(["Adoption"], "whoever marks it sees at once where that puts the account");
    }

    [Fact]
    public async Task Milestone_UnderANewName_LeavesScoresAlone()
    {
        var journey = await _desk.OpenAsync("Customer journey");
        journey = await _desk.SaveAsync(journey with { Stages = [journey.Stages[0] with { Milestones = [Milestone("Kick-of", 5)] }, journey.Stages[1]] });
        await _desk.Import.RowsAsync("delete from account_mark returning account_id");
        await _desk.SaveAsync(journey with { Stages = [journey.Stages[0] with { Milestones = [journey.Stages[0].Milestones[0] with { Name = "Kick-off" }] }, journey.Stages[1]] });
        (await _desk.MilestonesAsync()).Should().Equal("A Kick-off 2024-06-06", "B Kick-off 2024-06-26");
        (await _desk.Import.RowsAsync("select account_id from account_mark")).Should().BeEmpty();
    }

    [Fact]
    public async Task Try_ByTheDelay_AsksForTheDueDaysOfTheDraft_AndSavingDoesJustThat()
    {
        var journey = await _desk.OpenAsync("Customer journey");
        journey = await _desk.SaveAsync(journey with
        {
            Stages = [journey.Stages[0] with { Milestones = [Milestone("Kick-off", 60)] }, journey.Stages[1] with { Entry = SegmentDesk.Read("""{"derived":"milestone_delay","op":">=","value":5}""") }],
        });
        (await _desk.WhereAsync()).Should().Be("A:Onboarding B:Onboarding C:Adoption D:Onboarding");
        var trial = (await _desk.Try.OpenAsync(SegmentDesk.Ops, default)).Value!;
        var sooner = With(m => m with { DueDays = 10 });
        (await trial.TryAsync(sooner, null, default)).Moves.Should().BeEquivalentTo([new OutlookMove("Onboarding", "Adoption", 1, 500)]);
        (await trial.TryAsync(With(m => m with { DueDays = 10, IsRequired = false }), null, default)).Moves.Should().BeEmpty();
        (await trial.TryAsync(sooner with { Stages = [sooner.Stages[0] with { Milestones = [] }, sooner.Stages[1]] }, null, default)).Moves.Should().BeEmpty();
        (await trial.TryAsync(journey, null, default)).Moves.Should().BeEmpty();
        (await _desk.Save.RunAsync(SegmentDesk.Ops, sooner, default)).Value!.Staged.Should().Be(1);
        (await _desk.WhereAsync()).Should().Be("A:Adoption B:Onboarding C:Adoption D:Onboarding");

        JourneyInput With(Func<MilestoneInput, MilestoneInput> change) => journey with { Stages = [journey.Stages[0] with { Milestones = [change(journey.Stages[0].Milestones[0])] }, journey.Stages[1]] };
    }

    [Fact]
    public async Task Save_OfAMendedWord_PlacesNobody()
    {
        var journey = await _desk.OpenAsync("Customer journey");
        journey = await _desk.SaveAsync(journey with { Stages = [journey.Stages[0], journey.Stages[1] with { Entry = SegmentDesk.Read(Big) }] });
        (await _desk.WhereAsync()).Should().Be("A:Adoption B:Onboarding C:Adoption D:Onboarding");
        await _desk.Import.RowsAsync("update account_state set arr = 500 where account_id = (select id from account where external_id = 'B') returning 1");
        journey = await _desk.SaveAsync(journey with { Description = "Mended", Name = "The journey" });
        (await _desk.WhereAsync()).Should().Contain("B:Onboarding");
        await _desk.SaveAsync(journey with { GoesBack = false });
        (await _desk.WhereAsync()).Should().Contain("B:Adoption");
    }

    [Fact]
    public async Task Save_WhatCannotBe_IsRefusedAtItsField()
    {
        (await _desk.MakeAsync("Partners", false, Stage("Signed", null, null, Milestone("Contract", 5)))).GoesBack.Should().BeFalse();
        await RefusedAsync(new(0, 0, " ", "", true, [Stage("X")]), "name");
        await RefusedAsync(new(0, 0, "partners", "", true, [Stage("X")]), "name");
        await RefusedAsync(new(0, 0, "Y", "", true, []), "stages");
        await RefusedAsync(new(0, 0, "Y", "", true, [Stage("X"), Stage(" ")]), "stages[1].name");
        await RefusedAsync(new(0, 0, "Y", "", true, [Stage("X"), Stage("x ")]), "stages[1].name");
        await RefusedAsync(new(0, 0, "Y", "", true, [Stage("signed")]), "stages[0].name");
        await RefusedAsync(new(0, 0, "Y", "", true, [Stage("X", null, 0)]), "stages[0].expected_days");
        await RefusedAsync(new(0, 0, "Y", "", true, [Stage("X", """{"all":[{"attribute":"Gone","yes":true}]}""")]), "stages[0].entry.all[0].attribute");
        await RefusedAsync(new(0, 0, "Y", "", true, [Stage("X", null, null, Milestone("", 5))]), "stages[0].milestones[0].name");
        await RefusedAsync(new(0, 0, "Y", "", true, [Stage("X", null, null, Milestone("M", -1))]), "stages[0].milestones[0].due_days");
        await RefusedAsync(new(0, 0, "Y", "", true, [Stage("X", null, null, Milestone("M", 1)), Stage("Z", null, null, Milestone("m", 1))]), "stages[1].milestones[0].name");
        await RefusedAsync(new(0, 0, "Y", "", true, [Stage("X", null, null, Milestone("M", 1, """{"milestone":"Nothing","yes":true}"""))]), "stages[0].milestones[0].rule.milestone");
        await _desk.MakeAsync("Y", true, Stage("X", """{"all":[{"milestone":"Contract","yes":true},{"milestone":"M","yes":false},{"derived":"days_in_stage","op":">","value":3},{"field":"stage","is":["Signed"]}]}""", null, Milestone("M", 0)));
    }

    [Fact]
    public async Task Save_TheSecondIsTold_AndNamesCanBeExchanged()
    {
        var journey = await _desk.OpenAsync("Customer journey");
        var (one, two) = (journey.Stages[0], journey.Stages[1]);
        var saved = await _desk.SaveAsync(journey with { Stages = [one with { Name = two.Name }, two with { Name = one.Name }] });
        saved.Stages.Select(s => (s.Id, s.Name)).Should().Equal((one.Id, "Adoption"), (two.Id, "Onboarding"));
        (await _desk.RefusedAsync(journey)).Should().ContainSingle(e => e.Code == "journey_overtaken");
        (await _desk.WhereAsync()).Should().Be("A:Adoption B:Adoption C:Onboarding D:-", "a stage is the same under another name");
    }

    [Fact]
    public async Task Remove_OnlyWhatNothingNames()
    {
        var journey = await _desk.OpenAsync("Customer journey");
        (await _desk.RefusedAsync(journey with { Stages = [journey.Stages[0]] })).Should().ContainSingle(e => e.Code == "stage_in_use" && e.Field == "stages" && e.Message.Contains("Adoption"));
        (await _desk.Remove.RunAsync(SegmentDesk.Ops, journey.Id, default)).Errors.Should().Contain(e => e.Code == "stage_in_use");

        var more = await _desk.SaveAsync(journey with { Stages = [.. journey.Stages, Stage("Empty"), Stage("Modelled")] });
        await _desk.Import.RowsAsync($"insert into scoring_model (kind, stage_id, name, draft_revision) values (1, {more.Stages[3].Id}, 'M', 0) returning id");
        (await _desk.RefusedAsync(more with { Stages = [.. more.Stages.Take(3)] })).Should().ContainSingle(e => e.Message.StartsWith("A scoring model"));
        (await _desk.SaveAsync(more with { Stages = [.. more.Stages.Where(s => s.Name != "Empty")] })).Stages.Select(s => s.Name).Should().Equal("Onboarding", "Adoption", "Modelled");
        await _desk.Import.RowsAsync("delete from scoring_model returning id");

        var partners = await _desk.MakeAsync("Partners", true, Stage("Signed", null, null, Milestone("Contract", 5)));
        (await _desk.Remove.RunAsync(SegmentDesk.Ops, journey.Id, default)).Errors.Should().ContainSingle(e => e.Code == "journey_in_use");
        var plain = (await _desk.Segments.List.RunAsync(SegmentDesk.Ops, default)).Value!.Segments[0];
        await _desk.Segments.Save.RunAsync(SegmentDesk.Ops, new SegmentInput(plain.Id, 0, "Plain", "", null, partners.Id), default);
        (await _desk.Remove.RunAsync(SegmentDesk.Ops, partners.Id, default)).Errors.Should().ContainSingle(e => e.Message.Contains("Plain"));
        await _desk.Segments.Save.RunAsync(SegmentDesk.Ops, new SegmentInput(plain.Id, 1, "Plain", "", null), default);
        (await _desk.Remove.RunAsync(SegmentDesk.Ops, partners.Id, default)).Errors.Should().BeEmpty();
        (await _desk.Remove.RunAsync(SegmentDesk.Ops, partners.Id, default)).Errors.Should().ContainSingle(e => e.Code == "not_found");
    }

    [Fact]
    public async Task Order_AnotherFirstJourney_IsThatOfAllSegmentsThatNameNone()
    {
        var first = (await _desk.OpenAsync("Customer journey")).Id;
        var partners = (await _desk.MakeAsync("Partners", true, Stage("Signed"), Stage("Selling", Big))).Id;
        (await _desk.Order.RunAsync(SegmentDesk.Ops, [first, partners], [partners, first], default)).Value.Should().Be(4);
        (await _desk.WhereAsync()).Should().Be("A:Selling B:Signed C:Signed D:Signed");
        (await _desk.List.RunAsync(SegmentDesk.Ops, default)).Value!.Journeys.Select(j => (j.Name, j.IsFirst)).Should().Equal(("Partners", true), ("Customer journey", false));
        (await _desk.Order.RunAsync(SegmentDesk.Ops, [first, partners], [partners, first], default)).Errors.Should().ContainSingle(e => e.Code == "order_overtaken");
        (await _desk.Order.RunAsync(SegmentDesk.Ops, [partners, first], [first, partners], default)).IsOk.Should().BeTrue();
        (await _desk.WhereAsync()).Should().Be("A:Onboarding B:Onboarding C:Adoption D:-", "a journey without rules leaves accounts where files put them");
        (await _desk.Order.RunAsync(SegmentDesk.Csm, [first, partners], [partners, first], default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
    }

    [Fact]
    public async Task Order_DecidesWhichOfTwoMilestonesOfOneName_RulesMean()
    {
        var first = await _desk.OpenAsync("Customer journey");
        var partners = (await _desk.MakeAsync("Partners", true, Stage("Signed", null, null, Milestone("Kick-off", 5)))).Id;
        var resellers = (await _desk.MakeAsync("Resellers", true, Stage("Listed", Big), Stage("Met", null, null, Milestone("Kick-off", 5, """{"field":"arr","op":"<","value":100}""")))).Id;
        var plain = (await _desk.Segments.List.RunAsync(SegmentDesk.Ops, default)).Value!.Segments[0];
        await _desk.Segments.Save.RunAsync(SegmentDesk.Ops, new SegmentInput(plain.Id, 0, "Plain", "", null, resellers), default);
        (await _desk.Move.RunAsync(SegmentDesk.Csm, await _desk.IdAsync("B"), new((await _desk.OpenAsync(resellers)).Stages[1].Id, "They met"), default)).Errors.Should().BeEmpty();
        (await _desk.MilestonesAsync()).Should().Contain("B Kick-off 2024-07-06 2024-07-01");
        await _desk.SaveAsync(first with { Stages = [first.Stages[0], first.Stages[1] with { Entry = SegmentDesk.Read("""{"milestone":"Kick-off","yes":true}""") }] });
        await _desk.Segments.Save.RunAsync(SegmentDesk.Ops, new SegmentInput(plain.Id, 1, "Plain", "", null), default);
        (await _desk.WhereAsync()).Should().Contain("B:Onboarding");
        (await _desk.Order.RunAsync(SegmentDesk.Ops, [first.Id, partners, resellers], [first.Id, resellers, partners], default)).Value.Should().Be(1);
        (await _desk.WhereAsync()).Should().Contain("B:Adoption");

        await _desk.Import.ResetAsync();
        (await _desk.Order.RunAsync(SegmentDesk.Ops, [], [], default)).Value.Should().Be(0, "of no journeys there is nothing to put in order");
    }

    [Fact]
    public async Task Segment_ThatWouldFollowAnotherJourney_SaysWhoWouldChangeStage()
    {
        var partners = await _desk.MakeAsync("Partners", true, Stage("Signed"), Stage("Selling", Big));
        var plain = (await _desk.Segments.List.RunAsync(SegmentDesk.Ops, default)).Value!.Segments[0];
        var trial = (await _desk.Segments.Try.OpenAsync(SegmentDesk.Ops, default)).Value!;
        var outlook = await trial.TryAsync(new() { Id = plain.Id, Name = "Plain", JourneyId = partners.Id }, null, default);
        outlook.Moves.Should().BeEmpty();
        outlook.Staged.Should().BeEquivalentTo([new OutlookMove("Onboarding", "Selling", 1, 500), new OutlookMove("Onboarding", "Signed", 1, 20)]);
    }

    [Fact]
    public async Task WhoMayNot_IsRefused()
    {
        foreach (var actor in new[] { SegmentDesk.Csm, new Actor("u3", "Lea", Role.Leadership), SegmentDesk.Ops with { OnlyOwn = true, OwnerId = 1 } })
        {
            (await _desk.Save.RunAsync(actor, new(0, 0, "X", "", true, []), default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
            (await _desk.Remove.RunAsync(actor, 1, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
            (await _desk.Try.OpenAsync(actor, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
        }

        (await _desk.Read.NewAsync(SegmentDesk.Csm, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
        (await _desk.Read.RunAsync(SegmentDesk.Csm, 999, default)).Errors.Should().ContainSingle(e => e.Code == "not_found");
    }

    private static string Json(Condition? condition) => ConditionJson.Write(condition!);

    private async Task RefusedAsync(JourneyInput input, string field) => (await _desk.RefusedAsync(input)).Should().Contain(e => e.Field == field);
}
