using HealthScore.Tests;

namespace HealthScore.Web.Tests.Commands;

public sealed class DoctorCommandTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Doctor_OnAnEmptyInstallation_SaysWhatToDo()
    {
        var verb = await Verb.RunAsync(database.ConnectionString, "doctor");
        verb.ExitCode.Should().Be(1);
        verb.Out.Should().MatchRegex("ok +database +PostgreSQL 1").And.MatchRegex("ok +migrations +none pending").And.MatchRegex("ok +clock")
            .And.MatchRegex("bad +readings +there are none\\. Import").And.MatchRegex("bad +scores +there are none\\. Run the verb score");
    }

    [Fact]
    public async Task Doctor_WithoutADatabase_NamesTheSetting()
    {
        var verb = await Verb.RunAsync("Host=127.0.0.1;Port=1;Timeout=2;Username=nobody", "doctor");
        verb.ExitCode.Should().Be(1);
        verb.Out.Should().MatchRegex("bad +database +does not answer").And.Contain("ConnectionStrings:HealthScore");
    }

    [Fact]
    public async Task Doctor_BeforeTheFirstStart_SaysSoAndMakesNothing()
    {
        var folder = Path.Combine(Path.GetTempPath(), "healthscore-doctor-" + Guid.NewGuid().ToString("N"));
        var verb = await Verb.RunAsync("", "doctor", "--HealthScore:DataFolder", folder);
        verb.ExitCode.Should().Be(1);
        verb.Out.Should().MatchRegex("bad +database +there is none yet").And.Contain(folder).And.Contain("ConnectionStrings:HealthScore");
        Directory.Exists(folder).Should().BeFalse();
    }
}
