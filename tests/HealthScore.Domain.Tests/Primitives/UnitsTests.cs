using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Tests.Primitives;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("tickets", "ticket")]
    [InlineData("licences", "licence")]
    [InlineData("replies", "reply")]
    [InlineData("branches", "branch")]
    [InlineData("people", "person")]
    [InlineData("tickets per seat", "ticket per seat")]
    // What is no plural in small letters stays.
    [InlineData("GB", "GB")]
    [InlineData("%", "%")]
    [InlineData("h", "h")]
    [InlineData("ms", "ms")]
    [InlineData("class", "class")]
    [InlineData("USD", "USD")]
    [InlineData("", "")]
    public void Unit_OfOne_IsSingular(string unit, string one)
    {
        Units.Behind(unit, 1).Should().Be(one);
        Units.Behind(unit, 2).Should().Be(unit);
        Units.Behind(unit, 0).Should().Be(unit);
        Units.Behind(unit, 1.5).Should().Be(unit);
    }
}
