using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Ingest.RealFiles;

/// <summary>A simulated CRM company: weekly usage in 29 columns, subscriptions, churn. The walk-through of docs/ingest.md.</summary>
public sealed class FightchurnTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Set = "fightchurn_crm5_dev";
    private static readonly (ImportKind Kind, string File, string Mapping)[] Steps =
    [
        (ImportKind.Accounts, "accounts.csv", "accounts"), (ImportKind.Accounts, "subscriptions.csv", "subscriptions"),
        (ImportKind.Readings, "subscriptions.csv", "seats"), (ImportKind.Readings, "usage_weekly.csv", "usage"),
    ];

    private readonly ImportTester tester = new(database);

    [DataFact(Set)]
    public async Task Files_AreImportedAsTheyAre_AndTheSecondTimeChangesNothing()
    {
        var accounts = await ImportAsync(Steps[0]);
        accounts.Should().BeEquivalentTo(new { Rows = 1_099L, Added = 1_099L, Warnings = 0L });
        (await tester.RowsAsync("select g.name, count(*) from account_state join segment g on g.id = segment_id group by 1 order by 1")).Should().Equal("appstore1|253", "appstore2|302", "web|544");
        (await tester.RowsAsync("select count(*) from account where churned is not null")).Should().Equal("315");

        var subscriptions = await ImportAsync(Steps[1]);
        subscriptions.Should().BeEquivalentTo(new { Rows = 13_788L, Errors = 0L });
        (await ArrAsync("2023-06-30")).Should().Be("5979504.00", "it is twelve times the monthly revenue of the subscriptions that run");
        (await ArrAsync("2024-06-30")).Should().Be("7707456.00", "what is up for renewal after the file's last day still stands");
        (await tester.CountAsync("renewal")).Should().Be(9_112);
        (await tester.CountAsync("outcome where kind = 2")).Should().Be(315);

        (await ImportAsync(Steps[2])).Should().BeEquivalentTo(new { Added = 9_112L, Errors = 0L });
        var usage = await ImportAsync(Steps[3]);
        usage.Should().BeEquivalentTo(new { Rows = 55_398L, Added = 1_606_542L, Errors = 0L });
        usage.Reasons.Should().Equal(new Dictionary<ProblemReason, long> { [ProblemReason.AfterChurn] = 267 });
        (await tester.RowsAsync("select sum(readings), min(day), max(day) from metric_day join metric m on m.id = metric_id where key = 'search'")).Should().Equal("55398|2022-01-02|2023-12-31");

        foreach (var step in Steps)
        {
            var again = await ImportAsync(step);
            (again.Added, again.Changed).Should().Be((0L, 0L), step.Mapping);
        }
    }

    private Task<HealthScore.Engine.Ingest.ImportReport> ImportAsync((ImportKind Kind, string File, string Mapping) step) =>
        tester.FileAsync(step.Kind, Path.Combine(DataFolder.Path, Set, step.File), DataFolder.Mapping("fightchurn", step.Mapping));

    private async Task<string> ArrAsync(string day) => (await tester.RowsAsync(
        $"select sum(arr) from (select distinct on (account_id) arr from account_state where from_day <= '{day}' order by account_id, from_day desc) s"))[0];
}
