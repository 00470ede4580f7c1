using FsCheck;
using FsCheck.Fluent;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Domain.Tests.Segments;

namespace HealthScore.Domain.Tests.Journeys;

/// <summary>Which stage an account is in.</summary>
public sealed class JourneyOrderTests
{
    private const int Elsewhere = 9;

    [Theory]
    [InlineData(null, null, 1)]
    [InlineData(null, 1, 1)]
    [InlineData(3, 1, 3)]
    [InlineData(1, 1, 1)]
    [InlineData(Elsewhere, Elsewhere, 1)]
    public void NothingMatches_TheAccountStaysOrBeginsWithTheFirst(int? present, int? given, int at) =>
        Order(true, Never, Never, Never).Place(Asking.Acme, present, given).Should().Be(at);

    [Theory]
    [InlineData(null, 3)]
    [InlineData(1, 3)]
    [InlineData(Elsewhere, 3)]
    public void SeveralMatch_TheFurthestHasTheAccount(int? present, int at) => Order(true, Always, Always, Always).Place(Asking.Acme, present, null).Should().Be(at);

    [Theory]
    [InlineData(null, 2, 2)]
    [InlineData(null, 3, 3)]
    [InlineData(Elsewhere, 2, 2)]
    [InlineData(Elsewhere, Elsewhere, 1)]
    [InlineData(2, 1, 2)]
    public void WhatWasGiven_CountsForWhoIsInNoStageOfTheJourney(int? present, int? given, int at) => Order(true, null, null, Never).Place(Asking.Acme, present, given).Should().Be(at);

    [Fact]
    public void RuleThatHoldsNoLonger_PutsNobodyOut_UnlessAnEarlierStagesRuleHolds()
    {
        Order(true, null, Never, null).Place(Asking.Acme, 2, 1).Should().Be(2, "a stage without a rule takes nobody");
        Order(true, Always, Never, null).Place(Asking.Acme, 2, 1).Should().Be(1);
        Order(true, Always, Always, null).Place(Asking.Acme, 2, 1).Should().Be(2, "its own rule holds");
        Order(true, Always, Never, null).Place(Asking.Acme, 2, 2).Should().Be(2, "somebody put it there");
        Order(true, Always, Never, null).Place(Asking.Acme, 3, 1).Should().Be(1, "nobody put it there, and no rule");
        Order(false, Always, Never, null).Place(Asking.Acme, 2, 1).Should().Be(2, "this journey only goes on");
    }

    [Theory]
    [InlineData("""{"derived":"days_in_stage","op":">=","value":90}""")]
    [InlineData("""{"derived":"milestone_delay","op":">","value":5}""")]
    [InlineData("""{"all":[{"field":"arr","op":">","value":1},{"field":"stage","is":["Stage 1"]}]}""")]
    public void RuleThatAsksForTheStage_LetsInAndNeverOut(string rule)
    {
        var order = Order(true, Always, Asking.Read(rule));
        var before = new ConditionFacts { Day = Asking.Today, Arr = 5, Stage = "Stage 1", StageBegan = Asking.Today.AddDays(-100), Milestones = [new(1, true, Asking.Today.AddDays(-10), null, true)] };
        order.Place(before, 1, 1).Should().Be(2);
        order.Place(new() { Day = Asking.Today.AddDays(1), Arr = 5, Stage = "Stage 2", StageBegan = Asking.Today }, 2, 1).Should().Be(2, "the night after it would be answered for the stage that it let in to");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    [InlineData(Elsewhere)]
    public void JourneyWithoutRules_LeavesAccountsWhereTheyWereGiven(int? given) => Order(true, null, null, null).Place(Asking.Acme, 1, given).Should().Be(given);

    [Fact]
    public void Place_AnyJourney_IsStableAndNeverGoesBackWhereItMayNot() => Prop.ForAll(
        ArbMap.Default.ArbFor<(bool Back, byte[] Rules, byte Present, byte Given)>(), world =>
        {
            var order = Order(world.Back, [.. world.Rules.Take(6).Select(r => (r % 3) switch { 0 => Always, 1 => Never, _ => (Condition?)null })]);
            if (order.Stages.Count == 0 || !order.HasRules) return true;
            var (present, given) = (Among(world.Present), Among(world.Given));
            var at = order.Place(Asking.Acme, present, given);
            return at is { } stage && order.Stages.Any(s => s.Id == stage)
                && order.Place(Asking.Acme, at, given) == at
                && (world.Back || !order.Stages.Any(s => s.Id == present) || at >= present)
                && !order.Stages.Any(s => s.Id > at && s.Entry == Always);

            int? Among(byte b) => b % (order.Stages.Count + 2) is > 0 and var id ? id : null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Map_SegmentThatNamesNone_FollowsTheFirst()
    {
        Journey[] journeys = [new() { Id = 1, Name = "Second", Position = 1 }, new() { Id = 2, Name = "First", Position = 0 }];
        Segment[] segments = [new() { Id = 1, Name = "A" }, new() { Id = 2, Name = "B", JourneyId = 1 }];
        var map = new JourneyMap(journeys, [], [], segments);
        (map.Of(1)!.Journey.Name, map.Of(2)!.Journey.Name, map.Of(null)!.Journey.Name).Should().Be(("First", "Second", "First"));
        new JourneyMap([], [], [], segments).Of(1).Should().BeNull();
        new JourneyMap([], [], [], segments).Place(Asking.Acme, 1, 5, 4).Should().Be(4);
    }

    [Theory]
    [InlineData("""{"field":"arr","op":">","value":1}""", true)]
    [InlineData("""{"all":[{"field":"arr","op":">","value":1},{"field":"stage","known":false}]}""", false)]
    [InlineData("""{"milestone":"Kick-off","yes":false}""", false)]
    [InlineData("""{"derived":"days_in_stage","known":false}""", false)]
    public void Reached_OfWhoHasJustEntered_LeavesOutWhatFollowsFromTheStage(string rule, bool holds)
    {
        var facts = new ConditionFacts { Day = Asking.Today, Arr = 5 };
        var map = new JourneyMap([new() { Id = 1, Name = "J" }], [new() { Id = 1, Name = "S", JourneyId = 1 }], [new() { Id = 7, StageId = 1, Name = "M", Rule = Asking.Read(rule) }], []);
        map.Reached(facts, 1, hasJustEntered: false).Should().ContainSingle(m => m.Id == 7);
        map.Reached(facts, 1, hasJustEntered: true).Any().Should().Be(holds);
        map.Reached(facts, null, false).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"derived":"days_in_stage","op":"=","value":0}""", 0, true)]
    [InlineData("""{"derived":"days_in_stage","op":"=","value":0}""", -1, true)]
    [InlineData("""{"derived":"days_in_stage","op":"=","value":9}""", -10, true)]
    [InlineData("""{"derived":"milestone_delay","op":"=","value":2}""", -10, true)]
    [InlineData("""{"derived":"milestone_delay","op":"=","value":0}""", 0, true)]
    [InlineData("""{"derived":"days_in_stage","known":false}""", null, true)]
    [InlineData("""{"derived":"milestone_delay","known":false}""", null, true)]
    public void WhatFollowsFromTheStay_IsOfTheLastDayThatEnded_AndNothingOnTheFirst(string rule, int? began, bool holds) =>
        Asking.Read(rule).Holds(new()
        {
            Day = Asking.Today, Stage = began is null ? null : "S", StageBegan = began is { } days ? Asking.Today.AddDays(days) : null,
            Milestones = [new(1, true, Asking.Today.AddDays(-3), null, true), new(2, true, Asking.Today.AddDays(-9), null, false), new(3, false, Asking.Today.AddDays(-9), null, true), new(4, true, Asking.Today.AddDays(-9), Asking.Today.AddDays(-1), true)],
        }).Should().Be(holds);

    [Fact]
    public void Milestones_OfTheSameName_AreEachThatOfTheAccountsJourney()
    {
        Journey[] journeys = [new() { Id = 1, Name = "One", Position = 0 }, new() { Id = 2, Name = "Two", Position = 1 }];
        Stage[] stages = [new() { Id = 1, Name = "A", JourneyId = 1 }, new() { Id = 2, Name = "B", JourneyId = 1, Position = 1, Entry = Asking.Read(Done) }, new() { Id = 3, Name = "C", JourneyId = 2 }, new() { Id = 4, Name = "D", JourneyId = 2, Position = 1, Entry = Asking.Read(Done) }];
        var map = new JourneyMap(journeys, stages, [new() { Id = 11, StageId = 1, Name = "Kick-off" }, new() { Id = 12, StageId = 3, Name = "Kick-off" }], [new() { Id = 1, Name = "S1" }, new() { Id = 2, Name = "S2", JourneyId = 2 }]);
        var facts = new ConditionFacts { Day = Asking.Today, Milestones = [new(11, true, Asking.Today, Asking.Today, true), new(12, true, Asking.Today, null, false)] };
        (map.Place(facts, 1, 1, 1), map.Place(facts, 2, 3, 3)).Should().Be((2, 3));
    }

    private const string Done = """{"milestone":"Kick-off","yes":true}""";

    private static Condition Always { get; } = Asking.Arr(Comparison.AtLeast, 0);

    private static Condition Never { get; } = Asking.Arr(Comparison.Less, 0);

    private static JourneyOrder Order(bool goesBack, params Condition?[] rules) =>
        new(new() { Id = 1, Name = "Journey", GoesBack = goesBack }, [.. rules.Select((r, i) => new Stage { Id = i + 1, Name = $"Stage {i + 1}", JourneyId = 1, Position = i, Entry = r }), new() { Id = Elsewhere, Name = "Elsewhere", JourneyId = 2 }]);
}
