using FsCheck;
using FsCheck.Fluent;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Metrics;
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

    [Fact]
    public void StageWithoutARule_MatchesWhatWasGiven()
    {
        var order = Order(true, null, null, Never);
        order.Place(Asking.Acme, 1, 2).Should().Be(2);
        order.Place(Asking.Acme, 2, 1).Should().Be(1);
        order.Place(Asking.Acme, 2, null).Should().Be(2);
        order.Place(Asking.Acme, null, 3).Should().Be(1, "the third stage goes by its rule alone");
    }

    [Fact]
    public void JourneyThatOnlyGoesOn_LooksAtNoEarlierStage()
    {
        var order = Order(false, Always, Never, Never);
        order.Place(Asking.Acme, 2, null).Should().Be(2);
        order.Place(Asking.Acme, 1, null).Should().Be(1);
        order.Place(Asking.Acme, Elsewhere, null).Should().Be(1);
        Order(true, Always, Never, Never).Place(Asking.Acme, 2, null).Should().Be(1, "the other may go back");
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
                && !order.Stages.Any(s => s.Id > at && (s.Entry is null ? s.Id == given : s.Entry == Always));

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
        var facts = new ConditionFacts { Day = Asking.Today, Arr = 5, Measures = new(new Dictionary<MeasureSource, int> { [new DerivedSource(DerivedMeasure.DaysInStage)] = 0 }, [MeasureValue.Missing]) };
        var map = new JourneyMap([new() { Id = 1, Name = "J" }], [new() { Id = 1, Name = "S", JourneyId = 1 }], [new() { Id = 7, StageId = 1, Name = "M", Rule = Asking.Read(rule) }], []);
        map.Reached(facts, 1, hasJustEntered: false).Should().ContainSingle(m => m.Id == 7);
        map.Reached(facts, 1, hasJustEntered: true).Any().Should().Be(holds);
        map.Reached(facts, null, false).Should().BeEmpty();
    }

    private static Condition Always { get; } = Asking.Arr(Comparison.AtLeast, 0);

    private static Condition Never { get; } = Asking.Arr(Comparison.Less, 0);

    private static JourneyOrder Order(bool goesBack, params Condition?[] rules) =>
        new(new() { Id = 1, Name = "Journey", GoesBack = goesBack }, [.. rules.Select((r, i) => new Stage { Id = i + 1, Name = $"Stage {i + 1}", JourneyId = 1, Position = i, Entry = r }), new() { Id = Elsewhere, Name = "Elsewhere", JourneyId = 2 }]);
}
