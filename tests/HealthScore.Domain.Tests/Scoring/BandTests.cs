using HealthScore.Domain.Scoring;
using static HealthScore.Domain.Tests.Scoring.Given;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class BandTests
{
    // Margin 3, dwell 2, green from 70, yellow from 40.
    [Theory]
    [InlineData("72 69 71 69 68", "G G G G Y")]
    [InlineData("72 69 - 68", "G G - Y")]
    [InlineData("72 67 67", "G G Y")]
    [InlineData("30 71 71", "R Y G")]
    [InlineData("75 36.99 41 69", "G R R Y")]
    [InlineData("75 38 38", "G Y R")]
    [InlineData("50 73 66.99 67", "Y G Y Y")]
    [InlineData("50 72.99 70", "Y Y G")]
    [InlineData("50 43 40", "Y Y Y")]
    public void Band_OfHealth_IsHeldUntilMarginOrDwell(string scores, string bands) =>
        Bands(scores, ScoreKind.Health, Model(Measure("a"))).Should().Be(bands);

    // Red from 60, yellow from 30; margin 5, dwell 3.
    [Theory]
    [InlineData("20 32 33 34 62 65 58 59 20", "G G G Y Y R R R G")]
    [InlineData("66 27 24.99", "R Y G")]
    public void Band_OfRisk_IsRankedTheOtherWay(string scores, string bands) =>
        Bands(scores, ScoreKind.Risk, Model(Measure("a")) with { Margin = 5, Dwell = 3 }).Should().Be(bands);

    [Theory]
    [InlineData(1, "50 70 69 70", "Y G Y G")]
    [InlineData(31, "50 70 70 70", "Y Y Y Y")]
    public void Band_WithADwell_WaitsThatManyDays(int dwell, string scores, string bands) =>
        Bands(scores, ScoreKind.Health, Model(Measure("a")) with { Dwell = dwell }).Should().Be(bands);

    [Fact]
    public void Band_AfterThirtyOneDaysOnOneSide_Follows() =>
        Bands($"50{string.Concat(Enumerable.Repeat(" 70", 31))}", ScoreKind.Health, Model(Measure("a")) with { Dwell = 31 }).Should().EndWith("Y G");

    [Fact]
    public void Band_AtAThresholdPlusMargin_IsNotMissedByFloatingPoint() =>
        Bands("30 40.3", ScoreKind.Health, Model(Measure("a")) with { Bands = new(70, 40.1), Margin = 0.2, Dwell = 9 }).Should().Be("R Y");

    [Fact]
    public void Band_OfANewVersion_IsItsRawBand()
    {
        var green = Score(Model(Measure("a")), "a=72");
        Score(Model(Measure("a")), "a=69", yesterday: green.Next).Band.Should().Be(Band.Green);
        Score(Model(Measure("a")), "a=69", yesterday: green.Next, versionId: 2).Band.Should().Be(Band.Yellow);
    }

    [Fact]
    public void Band_AfterAnOverride_StartsFromItsBand()
    {
        var history = new AccountHistory();
        history.Overrides.Add(new() { Kind = ScoreKind.Health, From = Today, To = Today, Band = Band.Yellow, Score = 50, Reason = "", By = "" });
        var overridden = Score(Model(Measure("a")), "a=72", history: history, yesterday: Score(Model(Measure("a")), "a=72").Next);
        Score(Model(Measure("a")), "a=68", yesterday: overridden.Next).Band.Should().Be(Band.Yellow);
    }

    [Fact]
    public void Band_AfterADayWithAnOverrideOnly_StartsFromItsBand_ButDoesNotDwell()
    {
        var model = Model(Measure("a"));
        var history = new AccountHistory();
        history.Overrides.Add(new() { Kind = ScoreKind.Health, From = Today, To = Today, Band = Band.Green, Score = 90, Reason = "", By = "" });
        var unknown = Score(model, "", history: history);
        unknown.RawBand.Should().Be(Band.Unknown);
        unknown.Band.Should().Be(Band.Green);
        Score(model, "a=69", yesterday: unknown.Next).Band.Should().Be(Band.Green, "there is but one day with a raw band");
    }

    private static string Bands(string scores, ScoreKind kind, ModelDefinition model)
    {
        var state = default(BandState);
        var bands = new List<string>();
        foreach (var score in scores.Split(' '))
        {
            var result = Score(model, score == "-" ? "" : $"a={score}", kind, yesterday: state);
            state = result.Next;
            bands.Add(result.Band == Band.Unknown ? "-" : result.Band.ToString()[..1]);
        }
        return string.Join(' ', bands);
    }
}
