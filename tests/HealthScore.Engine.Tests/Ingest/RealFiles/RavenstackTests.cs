using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Ingest.RealFiles;

/// <summary>A synthetic SaaS company in five tables with known defects, which an importer has to report. The walk-through of docs/ingest.md.</summary>
public sealed class RavenstackTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private const string Set = "ravenstack";
    private readonly string folder = Directory.CreateTempSubdirectory("healthscore-ravenstack-").FullName;
    private readonly ImportTester tester = new(database) { Today = new DateOnly(2025, 1, 31) };

    public void Dispose() => Directory.Delete(folder, true);

    [DataFact(Set)]
    public async Task Files_OfEitherDateOrder_GiveTheSameDatabase_AndTheirDefectsAreReported()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(DataFolder.Path, Set), "*.csv")) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var iso = await ImportAllAsync();
        // The day-first variant has no file of usage: it is joined with the day-first subscriptions.
        foreach (var file in Directory.EnumerateFiles(Path.Combine(DataFolder.Path, Set, "dayfirst_variant"), "*.csv")) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), true);
        foreach (var report in await ReportsAsync()) (report.Added, report.Changed).Should().Be((0L, 0L), report.FileName);
        await tester.ResetAsync();
        (await ImportAllAsync()).Should().Be(iso);
    }

    private async Task<string> ImportAllAsync()
    {
        var reports = await ReportsAsync();
        reports.Select(r => (r.FileName, r.Rows, r.Added, r.Changed)).Should().Equal(
            ("ravenstack_accounts.csv", 500, 500, 0), ("ravenstack_subscriptions.csv", 5_000, 0, 500), ("ravenstack_churn_events.csv", 600, 599, 0),
            ("ravenstack_feature_usage.csv", 25_000, 72_333, 0), ("ravenstack_support_tickets.csv", 2_000, 5_164, 0));
        reports.SelectMany(r => r.Reasons.Select(p => (r.FileName["ravenstack_".Length..^4], p.Key, p.Value))).Should().Equal(
            ("accounts", ProblemReason.ChurnDisagrees, 110),
            ("feature_usage", ProblemReason.BeforeStart, 13_198), ("feature_usage", ProblemReason.AfterChurn, 3_234), ("feature_usage", ProblemReason.OutsideSpan, 19_432), ("feature_usage", ProblemReason.RepeatedId, 21),
            ("support_tickets", ProblemReason.BeforeStart, 1_077), ("support_tickets", ProblemReason.AfterChurn, 265), ("support_tickets", ProblemReason.NoReading, 825));

        var check = await ImportAsync(ImportKind.Accounts, "accounts", isDryRun: true);
        check.Reasons.Should().Equal(new Dictionary<ProblemReason, long> { [ProblemReason.ChurnDisagrees] = 312 }, "the flag disagrees with the churn events for 312 of 500");
        (await tester.RowsAsync("select sum(arr) from (select distinct on (account_id) arr from account_state where from_day <= '2024-06-30' order by account_id, from_day desc) s")).Should().Equal("46000860.00");
        (await tester.RowsAsync("select sum(value) from reading join metric m on m.id = metric_id where key = 'feature_uses'")).Should().Equal("250525");
        return await tester.DumpAsync();
    }

    private async Task<IReadOnlyList<ImportReport>> ReportsAsync() =>
    [
        await ImportAsync(ImportKind.Accounts, "accounts"), await ImportAsync(ImportKind.Accounts, "subscriptions"), await ImportAsync(ImportKind.Outcomes, "churn_events"),
        await ImportAsync(ImportKind.Readings, "feature_usage", "usage"), await ImportAsync(ImportKind.Readings, "support_tickets", "tickets"),
    ];

    private Task<ImportReport> ImportAsync(ImportKind kind, string file, string? mapping = null, bool isDryRun = false) =>
        tester.FileAsync(kind, Path.Combine(folder, $"ravenstack_{file}.csv"), DataFolder.Mapping("ravenstack", mapping ?? file), isDryRun);
}
