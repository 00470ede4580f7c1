using HealthScore.Engine.Ingest.Values;

namespace HealthScore.Engine.Tests.Ingest.Values;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("12", '.', 12)]
    [InlineData("-12.5", '.', -12.5)]
    [InlineData("+3", '.', 3)]
    [InlineData("1,234.5", '.', 1234.5)]
    [InlineData("1.234,5", ',', 1234.5)]
    [InlineData("1 234,5", ',', 1234.5)]
    [InlineData("1\u202f234\u202f567", '.', 1234567)]
    [InlineData("1'234.5", '.', 1234.5)]
    [InlineData("12,34,567.8", '.', 1234567.8)]
    [InlineData("45 %", '.', 45)]
    [InlineData("45,5%", ',', 45.5)]
    [InlineData("$1,200", '.', 1200)]
    [InlineData("€ 1.200,00", ',', 1200)]
    [InlineData("1200 EUR", '.', 1200)]
    [InlineData("CHF 1'200", '.', 1200)]
    [InlineData("(120.50)", '.', -120.5)]
    [InlineData("-$5", '.', -5)]
    [InlineData("$-5", '.', -5)]
    [InlineData("\u22125", '.', -5)]
    [InlineData("1.5E3", '.', 1500)]
    [InlineData("1e-2", '.', 0.01)]
    [InlineData(".5", '.', 0.5)]
    public void Text_OfAUsualForm_GivesItsNumber(string text, char sign, double expected)
    {
        NumberText.TryRead(text, sign, out var number).Should().BeTrue();
        number.Should().Be(expected);
        NumberText.TryReadAmount(text, sign, out var amount).Should().BeTrue();
        amount.Should().Be((decimal)expected);
    }

    [Theory]
    [InlineData("", '.')]
    [InlineData("twelve", '.')]
    [InlineData("INV-17", '.')]
    [InlineData("usd 5", '.')]
    [InlineData("12,5", '.')]
    [InlineData("12.5", ',')]
    [InlineData("1,23,4", '.')]
    [InlineData("1.2.3", '.')]
    [InlineData("1,234 567", '.')]
    [InlineData("--5", '.')]
    [InlineData("5-", '.')]
    [InlineData("1e", '.')]
    [InlineData("NaN", '.')]
    [InlineData("Infinity", '.')]
    [InlineData("1e999", '.')]
    [InlineData("=1+1", '.')]
    [InlineData("12 apples", '.')]
    [InlineData("1\n2", '.')]
    public void Text_OfNoNumber_IsRefused(string text, char sign) => NumberText.TryRead(text, sign, out _).Should().BeFalse();

    [Theory]
    [InlineData("yes", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("False", false)]
    [InlineData("n", false)]
    public void Truth_IsReadAsWritten(string text, bool expected)
    {
        TruthText.TryRead(text, out var truth).Should().BeTrue();
        truth.Should().Be(expected);
    }

    [Fact]
    public void Truth_OfAnotherWord_IsRefused() => TruthText.TryRead("perhaps", out _).Should().BeFalse();
}
