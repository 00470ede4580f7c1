using System.Text.RegularExpressions;

namespace HealthScore.House.Tests.Packaging;

/// <summary>No machine of ours runs containers, so the files are read in place of being run.</summary>
public sealed partial class ComposeTests
{
    private const string Port = "5080";

    private static readonly IReadOnlyDictionary<string, string> Compose = Yaml.Read(Repository.Read("docker-compose.yml"));

    public static TheoryData<string> Services => new(Compose.Names("services"));

    [Fact]
    public void Services_AreTheAppAndItsDatabase() => Compose.Names("services").Should().Equal("app", "database");

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_RestartsReportsItsHealthAndIsNotRoot(string service)
    {
        Compose[$"services/{service}/restart"].Should().Be("unless-stopped");
        Compose.Names($"services/{service}/healthcheck").Should().Contain(["test", "interval", "timeout", "start_period", "retries"]);
        Compose[$"services/{service}/user"].Should().NotBeEmpty().And.NotStartWith("root").And.NotMatchRegex("^0(:|$)");
    }

    [Fact]
    public void Database_IsAPostgresThatWeSupport() => Compose["services/database/image"].Should().Be("postgres:17");

    [Fact]
    public void Database_AnswersBeforeTheAppStarts() => Compose["services/app/depends_on/database/condition"].Should().Be("service_healthy");

    [Fact]
    public void EveryVolume_IsDeclaredAndUsed() =>
        Compose.Names("services").SelectMany(service => Compose.Items($"services/{service}/volumes")).Select(volume => volume.Split(':')[0])
            .Should().BeEquivalentTo(Compose.Names("volumes"));

    [Fact]
    public void App_IsReachedAtItsPort()
    {
        Compose.Items("services/app/ports").Should().Equal($"{Port}:{Port}");
        Compose["services/app/healthcheck/test"].Should().Contain($"/{Port} ").And.Contain("/readyz");
    }

    [Fact]
    public void App_KnowsEverySettingItIsGiven() =>
        Compose.Names("services/app/environment")
            .Where(name => name != "ConnectionStrings__HealthScore" && !Settings.Names.Contains(name["HealthScore__".Length..].Replace("__", ":", StringComparison.Ordinal)))
            .ShouldBeNone("such a setting would be ignored");

    [Fact]
    public void App_AsksTheDatabaseThatStandsBesideIt()
    {
        var connection = Compose["services/app/environment/ConnectionStrings__HealthScore"].Split(';').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        connection["Host"].Should().Be("database");
        connection["Database"].Should().Be(Compose["services/database/environment/POSTGRES_DB"]);
        connection["Username"].Should().Be(Compose["services/database/environment/POSTGRES_USER"]);
        connection["Password"].Should().Be(Compose["services/database/environment/POSTGRES_PASSWORD"]);
    }

    [Fact]
    public void NoPassword_IsWrittenDown() =>
        Compose.Where(pair => pair.Key.Contains("PASSWORD", StringComparison.Ordinal)).Should().OnlyContain(pair => FromOutside().IsMatch(pair.Value));

    [GeneratedRegex(@"^\$\{\w+:\?.+\}$")]
    private static partial Regex FromOutside();
}
