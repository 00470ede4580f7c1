using HealthScore.Web.Shared;

namespace HealthScore.Web.Tests.Shared;

public sealed class FormatsTests
{
    [Theory]
    [InlineData("en-GB", 12345, "12,345")]
    [InlineData("de-DE", 12345, "12.345")]
    [InlineData("en-GB", 0, "0")]
    public void Count_FollowsTheCulture(string culture, long value, string text)
    {
        using var _ = new Culture(culture);
        Formats.Count(value).Should().Be(text);
    }

    [Theory]
    [InlineData("en-GB", 1240000, "€1.24M")]
    [InlineData("en-GB", 999, "€999")]
    [InlineData("en-GB", 9600, "€9,600")]
    [InlineData("en-GB", 48000, "€48.0k")]
    [InlineData("en-GB", 310500, "€311k")]
    [InlineData("en-GB", 18420000, "€18.4M")]
    [InlineData("en-GB", -1240000, "-€1.24M")]
    [InlineData("de-DE", 1240000, "1,24M €")]
    public void MoneyShort_KeepsThreeFiguresAndTheUnitAtTheNumber(string culture, int amount, string text)
    {
        using var _ = new Culture(culture);
        Formats.MoneyShort(amount, "EUR").Replace('\u00a0', ' ').Replace('\u202f', ' ').Should().Be(text);
    }

    [Theory]
    [InlineData("USD", "US$84,000", "$84,000")]
    [InlineData("EUR", "€84,000", "€84,000")]
    [InlineData("XYZ", "XYZ84,000", "XYZ84,000")]
    public void Money_UsesTheSymbolOrElseTheCode(string currency, string one, string other)
    {
        using var _ = new Culture("en-GB");
        Formats.Money(84000, currency).Should().BeOneOf(one, other);
    }

    [Theory]
    [InlineData(3.24, "+3.2")]
    [InlineData(-1, "−1.0")]
    [InlineData(0, "0.0")]
    public void Signed_HasAPlusOrATrueMinus(double value, string text)
    {
        using var _ = new Culture("en-GB");
        Formats.Signed(value).Should().Be(text);
    }

    [Fact]
    public void Percent_IsOfOne()
    {
        using var _ = new Culture("en-GB");
        Formats.Percent(.1234).Should().Be("12.3%");
        Formats.Percent(.1234, 0).Should().Be("12%");
    }

    [Fact]
    public void Day_IsWrittenWithTheMonthsName()
    {
        using var _ = new Culture("en-GB");
        Formats.Day(new(2026, 3, 12)).Should().Be("12 Mar 2026");
        Formats.Month(new DateOnly(2026, 3, 12)).Should().Be("Mar 2026");
    }

    [Fact]
    public void Unknown_IsADash()
    {
        Formats.Score(null).Should().Be(Formats.None);
        Formats.Money(null, "EUR").Should().Be(Formats.None);
        Formats.MoneyShort(null, "EUR").Should().Be(Formats.None);
        Formats.Day(null).Should().Be(Formats.None);
    }

    [Theory]
    [InlineData(1, "1 account")]
    [InlineData(0, "0 accounts")]
    [InlineData(2, "2 accounts")]
    public void Plural_CountsInWords(int count, string text) => Formats.Plural(count, "account").Should().Be(text);
}
