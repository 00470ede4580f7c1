using HealthScore.Domain.Scoring;
using HealthScore.Web.Shared;

namespace HealthScore.Web.Tests.Shared;

public sealed class BandTests
{
    public static TheoryData<Band> Bands => [.. BandLook.All];

    [Theory]
    [MemberData(nameof(Bands))]
    public async Task Badge_TellsTheBandByWordAndShapeAsWell(Band band)
    {
        var html = await Rendering.HtmlAsync<BandBadge>(("Band", band));
        html.Should().Contain(band.Word()).And.Contain(band.Class()).And.Contain(band.Shape());
    }

    [Fact]
    public void Shapes_AllDiffer() => BandLook.All.Select(b => b.Shape()).Should().OnlyHaveUniqueItems();

    [Fact]
    public async Task Score_IsHeardWithItsBand()
    {
        using var _ = new Culture("en-GB");
        (await Rendering.HtmlAsync<Score>(("Value", 38.2), ("Band", Band.Red))).Should().Contain("Red").And.Contain("38.2");
    }

    [Fact]
    public async Task Bar_SaysItsSharesAndDrawsNoEmptyOne()
    {
        using var _ = new Culture("en-GB");
        BandShare[] shares = [new(Band.Red, 1), new(Band.Yellow, 0), new(Band.Green, 3)];
        var html = await Rendering.HtmlAsync<BandBar>(("Shares", shares), ("Label", "Accounts"));
        html.Should().Contain("aria-label=\"Accounts: Red 1 (25%), Yellow 0 (0%), Green 3 (75%)\"");
        html.Should().Contain("flex:3 0 0").And.NotContain("flex:0 0 0");
    }

    [Fact]
    public async Task Bar_OfNothing_DividesByNothing() =>
        (await Rendering.HtmlAsync<BandBar>(("Shares", new BandShare[] { new(Band.Red, 0) }), ("Label", "Accounts"))).Should().Contain("Red 0 (–)");

    [Theory]
    [InlineData(-6.4, true, "bad", "−6.4")]
    [InlineData(6.4, true, "good", "+6.4")]
    [InlineData(6.4, false, "bad", "+6.4")]
    [InlineData(0.0, true, "change \"", "0.0")]
    public async Task Delta_ShowsSignAndMood(double value, bool upIsGood, string mood, string text)
    {
        using var _ = new Culture("en-GB");
        (await Rendering.HtmlAsync<Delta>(("Value", value), ("UpIsGood", upIsGood))).Should().Contain(mood).And.Contain(text);
    }
}
