using HealthScore.Tests;
using HealthScore.Web.Tests.Commands;

namespace HealthScore.Web.Tests.Startup;

public sealed class SettingsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    // Should the start not be refused, it must not meet another program either.
    private const string Anywhere = "http://127.0.0.1:0";

    [Fact]
    public async Task WrongSettings_RefuseTheStart_AndAreAllNamed()
    {
        var start = await Verb.RunAsync(database.ConnectionString, "serve", "--HealthScore:TimeZone", "Nowhere", "--HealthScore:Currency", "x", "--HealthScore:Import:Rows", "0", "--HealthScore:Retention:DailyScoreMonths", "2", "--urls", Anywhere);
        start.ExitCode.Should().Be(1, start.Out);
        start.Error.Should().Contain("HealthScore:TimeZone").And.Contain("HealthScore:Currency").And.Contain("HealthScore:Import").And.Contain("HealthScore:Retention:DailyScoreMonths").And.NotContain("Exception");
    }

    [Theory]
    [InlineData("HealthScore:NightlyAt", "late")]
    [InlineData("HealthScore:Import:Rows", "many")]
    [InlineData("HealthScore:Retention:ReadingMonths", "few")]
    public async Task SettingOfTheWrongKind_RefusesTheStart_AndIsNamed(string key, string value)
    {
        var start = await Verb.RunAsync(database.ConnectionString, "serve", $"--{key}", value, "--urls", Anywhere);
        start.ExitCode.Should().Be(1, start.Out);
        start.Error.Should().Contain(key).And.Contain(value).And.NotContain("   at ");
    }

    [Fact]
    public async Task ConnectionStringThatIsNone_RefusesTheStart_AndIsNamed()
    {
        var start = await Verb.RunAsync("over there", "serve");
        start.ExitCode.Should().Be(1, start.Out);
        start.Error.Should().Contain("ConnectionStrings:HealthScore").And.NotContain("   at ");
    }
}
