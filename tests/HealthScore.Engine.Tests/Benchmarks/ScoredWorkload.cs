using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Workloads;
using HealthScore.Benchmarks.Yardsticks;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Benchmarks;

/// <summary>A small workload, scored on three days by our run and by the plain statement.</summary>
public sealed class ScoredWorkload : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private BenchDatabase _bench = null!;

    internal Workload Workload { get; } = new(300);

    public IReadOnlyList<DateOnly> Days { get; } = [Workload.LastDay.AddDays(-2), Workload.LastDay.AddDays(-1), Workload.LastDay];

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _bench = BenchDatabase.Open(_database.ConnectionString);
        await _bench.Get<LoadWorkload>().RunAsync(Workload, null, default);
        await NarrowDatabase.LoadAsync(_database.ConnectionString, Workload, default);
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        foreach (var day in Days)
        {
            await _bench.NightAfterAsync(day, default);
            await NarrowSql.ScoreAsync(connection, day, Workload.FirstDay, default);
        }
    }

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _database.DisposeAsync();
    }

    public HealthScoreDb Database() => _bench.Get<IDbContextFactory<HealthScoreDb>>().CreateDbContext();

    /// <summary>What Domain makes of it.</summary>
    public async Task<IEnumerable<(long Account, DateOnly Day, ScoreRecord Score, Band Band)>> DomainAsync()
    {
        await using var db = Database();
        return DomainScores.Of(Workload, Days, await db.ScoringModels.AsNoTracking().Include(m => m.Versions).ToListAsync());
    }

    /// <summary>What the statement left behind, the measures in their order.</summary>
    public async Task<Dictionary<(long Account, DateOnly Day), (double? Score, Band Band, List<(double? Value, double? SubScore, double? Weight)> Measures)>> PlainAsync()
    {
        await using var command = _database.DataSource.CreateCommand(
            "select s.account_id, s.day, s.score, s.band, c.value, c.sub_score, c.weight from bench.score s join bench.contribution c using (account_id, day) order by account_id, day, measure_id");
        await using var reader = await command.ExecuteReaderAsync();
        var scores = new Dictionary<(long, DateOnly), (double?, Band, List<(double?, double?, double?)> Measures)>();
        while (await reader.ReadAsync())
        {
            var key = ((long)reader.GetInt32(0), reader.GetFieldValue<DateOnly>(1));
            if (!scores.TryGetValue(key, out var score)) scores[key] = score = (Number(2), (Band)reader.GetInt16(3), []);
            score.Measures.Add((Number(4), Number(5), Number(6)));
        }

        return scores;

        double? Number(int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);
    }
}
