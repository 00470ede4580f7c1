using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using static HealthScore.Domain.Tests.Scoring.Given;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class OverrideTests
{
    private static readonly Rule s_capOnEvent = new() { RiskEvent = "merger", IsCap = true, Limit = 35.125 };
    private static readonly Rule s_floorOnMeasure = new() { MeasureId = "b", Comparison = Comparison.AtLeast, Value = 10, IsCap = false, Limit = 50 };

    [Theory]
    [InlineData(ScoreKind.Health, "a=80 b=9", 35.125)]
    [InlineData(ScoreKind.Health, "a=20 b=9", 20)]
    [InlineData(ScoreKind.Health, "a=20 b=10", 35.125)]
    [InlineData(ScoreKind.Risk, "a=80 b=10", 50)]
    [InlineData(ScoreKind.Risk, "a=20 b=9", 20)]
    public void Rules_ThatHold_LetTheWorseWin(ScoreKind kind, string values, double published)
    {
        var result = Score(Ruled(s_capOnEvent, s_floorOnMeasure), values, kind, Merging(Today, null));
        result.Published.Should().Be(published);
        result.Computed.Should().Be(values.Contains("80", StringComparison.Ordinal) ? 80 : 20);
    }

    [Theory]
    [InlineData(Comparison.Less, "x x . . .")]
    [InlineData(Comparison.AtMost, "x x x . .")]
    [InlineData(Comparison.Greater, ". . . x .")]
    [InlineData(Comparison.AtLeast, ". . x x .")]
    [InlineData(Comparison.Equal, ". . x . .")]
    public void Rule_OnAMeasure_ComparesItsValue_AndNeverHoldsWithoutOne(Comparison comparison, string holds)
    {
        var model = Ruled(new Rule { MeasureId = "b", Comparison = comparison, Value = 10, IsCap = true, Limit = 1 });
        var values = new[] { "b=-1", "b=9.9", "b=10", "b=10.1", "" };
        string.Join(' ', values.Select(v => Score(model, $"a=50 {v}").Rules.Length > 0 ? "x" : ".")).Should().Be(holds);
    }

    [Theory]
    [InlineData(0, null, true)]
    [InlineData(1, null, false)]
    [InlineData(-5, 1, true)]
    [InlineData(-5, 0, false)]
    public void Rule_OnARiskEvent_HoldsFromItsOpeningUntilTheDayBeforeItsClosing(int opened, int? closed, bool holds)
    {
        var history = Merging(Today.AddDays(opened), closed is { } c ? Today.AddDays(c) : null);
        Score(Ruled(s_capOnEvent), "a=50", history: history).Rules.Length.Should().Be(holds ? 1 : 0);
    }

    [Fact]
    public void Rules_OnAnUnknownScore_HoldButChangeNothing()
    {
        var result = Score(Ruled(s_capOnEvent), "", history: Merging(Today, null));
        result.Published.Should().BeNull();
        result.Rules.ToArray().Should().Equal(0);
    }

    [Fact]
    public void ManualOverride_OfSeveralInForce_IsTheLatestStartThenTheLastEntered()
    {
        var history = new AccountHistory();
        foreach (var (id, from, score) in new[] { (3, -1, 30), (1, -2, 10), (2, -1, 20), (4, 1, 40) })
            history.Overrides.Add(new() { Id = id, Kind = ScoreKind.Health, From = Today.AddDays(from), To = Today.AddDays(5), Band = Band.Red, Score = score, Reason = "", By = "" });
        Score(Ruled(), "a=80", history: history).Published.Should().Be(30);
        Score(Ruled(), "a=80", ScoreKind.Risk, history).Published.Should().Be(80, "it is for one kind");
    }

    [Theory]
    [InlineData(-3, 0, true)]
    [InlineData(0, 3, true)]
    [InlineData(-3, -1, false)]
    public void ManualOverride_LapsesByItself(int from, int to, bool isInForce)
    {
        var history = new AccountHistory();
        history.Overrides.Add(new() { Kind = ScoreKind.Health, From = Today.AddDays(from), To = Today.AddDays(to), Band = Band.Red, Score = 5, Reason = "", By = "" });
        Score(Ruled(), "", history: history).Published.Should().Be(isInForce ? 5 : null);
    }

    private static ModelDefinition Ruled(params Rule[] rules) => Model(Measure("a"), Measure("b", 0)) with { Rules = rules };

    private static AccountHistory Merging(DateOnly opened, DateOnly? closed)
    {
        var history = new AccountHistory();
        history.RiskEvents.Add(new() { Type = "merger", Opened = opened, Closed = closed });
        return history;
    }
}
