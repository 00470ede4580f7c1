using HealthScore.Domain.Scoring;
using HealthScore.Engine.Reports;
using HealthScore.Engine.Schedule;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Tests.Reports;
using HealthScore.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace HealthScore.Engine.Tests.Schedule;

public sealed class WarmReportsTests(ReportBench bench) : IClassFixture<ReportBench>
{
    [Fact]
    public async Task Reports_AreReadAheadOfTheirFirstReader()
    {
        await bench.SeedAsync(new(1, new(2026, 1, 31), Band.Green, 80), new(1, new(2026, 2, 28), Band.Red, 10));
        using var warm = new WarmReports(bench.Trends, new ChangeFeed(bench.Get<NpgsqlDataSource>(), TimeProvider.System, NullLogger<ChangeFeed>.Instance), TimeProvider.System, NullLogger<WarmReports>.Instance);
        await warm.StartAsync(default);
        await Eventually.IsAsync(() => Task.FromResult(bench.Get<MoveCache>().HasAny), "the moves are remembered");
        await warm.StopAsync(default);

        // The sums are still there, the scores are not: what is shown was remembered.
        await bench.DoAsync("truncate score");
        var report = (await bench.Trends.RunAsync(ReportBench.Leader, new(), default)).Value!;
        report.Trends.Rows[^1].Moves!.ByKind.Keys.Should().Equal(Domain.Reports.MoveKind.GreenToRed);
    }
}
