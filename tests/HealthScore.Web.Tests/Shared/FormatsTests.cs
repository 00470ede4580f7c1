using HealthScore.Web.Shared;
using HealthScore.Web.Shell;

namespace HealthScore.Web.Tests.Shared;

public sealed class FormatsTests
{
    public static TheoryData<string, string, string> DaysOfCultures { get; } = new()
    {
        { "en-GB", "12 Mar 2026", "12 Mar" },
        { "en-US", "Mar 12, 2026", "Mar 12" },
        { "en-CA", "Mar 12, 2026", "Mar 12" },
        { "en-AU", "12 Mar 2026", "12 Mar" },
        { "en-IE", "12 Mar 2026", "12 Mar" },
        { "en-IN", "12 Mar, 2026", "12 Mar" },
        { "de-DE", "12. März 2026", "12. März" },
        { "de-AT", "12. März 2026", "12. März" },
        { "de-CH", "12. März 2026", "12. März" },
        { "fr-FR", "12 mars 2026", "12 mars" },
        { "fr-CH", "12 mars 2026", "12 mars" },
        { "fr-CA", "12 mars 2026", "12 mars" },
        { "es-ES", "12 de mar de 2026", "12 de mar" },
        { "es-MX", "12 de mar de 2026", "12 de mar" },
        { "it-IT", "12 mar 2026", "12 mar" },
        { "nl-NL", "12 mrt 2026", "12 mrt" },
        { "pt-PT", "12 de mar. de 2026", "12 de mar." },
        { "pt-BR", "12 de mar. de 2026", "12 de mar." },
        { "sv-SE", "12 mars 2026", "12 mars" },
        { "da-DK", "12. mar. 2026", "12. mar." },
        { "nb-NO", "12. mar. 2026", "12. mar." },
        { "fi-FI", "12. maalisk. 2026", "12. maalisk." },
        { "pl-PL", "12 mar 2026", "12 mar" },
        { "cs-CZ", "12. bře 2026", "12. bře" },
        { "hu-HU", "2026. márc. 12.", "márc. 12." },
        { "ro-RO", "12 mar. 2026", "12 mar." },
        { "tr-TR", "12 Mar 2026", "12 Mar" },
        { "el-GR", "12 Μαρ 2026", "12 Μαρ" },
        { "ja-JP", "2026年3月12日", "3月12日" },
        { "ko-KR", "2026년 3월 12일", "3월 12일" },
        { "zh-CN", "2026年3月12日", "3月12日" },
    };

    [Theory]
    [MemberData(nameof(DaysOfCultures))]
    public void Day_IsWrittenAsTheCultureWritesIt(string culture, string day, string shortDay)
    {
        using var _ = new Culture(culture);
        (Formats.Day(new(2026, 3, 12)), Formats.ShortDay(new(2026, 3, 12))).Should().Be((day, shortDay));
    }

    [Fact]
    public void Day_IsTold_OfEveryCultureOfferedToUsers() =>
        DaysOfCultures.Select(row => (string)row[0]).Should().BeEquivalentTo(UserCulture.Names);

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
