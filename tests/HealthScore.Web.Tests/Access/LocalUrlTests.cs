using HealthScore.Web.Access;

namespace HealthScore.Web.Tests.Access;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/accounts?band=red", "/accounts?band=red")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("accounts", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\n/evil.example", "/")]
    public void Of_StaysOnThisSite(string? asked, string goes) => LocalUrl.Of(asked).Should().Be(goes);
}
