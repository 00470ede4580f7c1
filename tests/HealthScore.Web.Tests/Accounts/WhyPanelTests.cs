using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring;
using HealthScore.Web.Accounts;

namespace HealthScore.Web.Tests.Accounts;

/// <summary>What stands beside a score: how far it can be trusted, and what holds it.</summary>
public sealed class WhyPanelTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 12);
    private readonly Culture culture = new("en-GB");

    private static readonly ScoreView Plain = new(
        Day, ScoreKind.Health, IsProvisional: false, 68.4, 68.4, Band.Yellow, Band.Yellow, IsManual: false, 1, new(68.4, 68.4),
        7, "Standard health", 9, 2, new(2026, 1, 1), ScoringMethod.Weighted, BandThresholds.Default(ScoreKind.Health), null, [], [], null, null, null, [], null);

    public void Dispose() => culture.Dispose();

    [Fact]
    public async Task ScoreOfAllItsData_WithItsOwnBand_SaysNeitherBoundsNorThatItIsHeld() =>
        (await ShownAsync(Plain)).Should().Contain("100% of the weight has data").And.NotContain("Bounds").And.NotContain("Held").And.Contain("Standard health, version 2");

    [Fact]
    public async Task MissingData_BoundsTheScore() =>
        (await ShownAsync(Plain with { Coverage = .8, Bounds = new(54.7, 74.7) })).Should().Contain("80% of the weight has data").And.Contain("54.7 to 74.7, whatever the missing data would say");

    [Fact]
    public async Task BandThatWaits_SaysWhatTheScoreAloneWouldSay() =>
        (await ShownAsync(Plain with { Published = 71.2, RawBand = Band.Green })).Should().Contain("The score alone says green; the band waits until that lasts");

    [Fact]
    public async Task BandThatAPersonSet_IsNotHeld() =>
        (await ShownAsync(Plain with { RawBand = Band.Green, IsManual = true })).Should().Contain("A person set this score. The computed one is 68.4.").And.NotContain("waits");

    [Fact]
    public async Task Score_SaysWhenItWasComputed_OrThatTheNightIsStillToCome()
    {
        (await ShownAsync(Plain with { ComputedAt = new(2026, 3, 13, 1, 14, 0, TimeSpan.Zero) })).Should().Contain("13 Mar 2026, 01:14, final");
        (await ShownAsync(Plain)).Should().Contain("Final for 12 Mar 2026");
        (await ShownAsync(Plain with { IsProvisional = true })).Should().Contain("So far, on what has come in by now; final in the coming night").And.NotContain("Final for");
    }

    private static Task<string> ShownAsync(ScoreView view) =>
        Rendering.HtmlAsync<WhyPanel>(("View", view), ("Url", AccountUrl.Parse(3, null, null, null, null, null, null, null)), ("Days", (Day.AddDays(-400), Day)));
}
