using HealthScore.Engine.Reports.Files;

namespace HealthScore.Engine.Tests.Reports.Files;

public sealed class SpreadsheetTextTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+49 30 1234")]
    [InlineData("-2")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    public void Text_ThatLooksLikeAFormula_IsNeutralised(string text)
    {
        SpreadsheetText.Neutralise(text).Should().Be("'" + text);
        SpreadsheetText.ForSheet(text).Should().Be("'" + text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Müller & Söhne")]
    [InlineData("a=b")]
    [InlineData("字 🙂")]
    public void OrdinaryText_StaysAsItIs(string text) => SpreadsheetText.ForSheet(text).Should().Be(text);

    [Fact]
    public void Text_NoSheetCanHold_IsMended()
    {
        SpreadsheetText.ForSheet("a\u0001b\uFFFF🙂").Should().Be("a\uFFFDb\uFFFD🙂");
        SpreadsheetText.ForSheet(new string('x', 32_766) + "🙂").Should().HaveLength(32_766);
    }
}
