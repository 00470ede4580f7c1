using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Reports;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Tests.Reports;

/// <summary>A database with two segments, two owners and some accounts, into which tests write scores as a run would.</summary>
public sealed class ReportBench : IAsyncLifetime
{
    public static readonly Actor Leader = new("u1", "Ada Lovelace", Role.Leadership);
    public static readonly Actor FirstCsm = new("u2", "Ben", Role.Csm, OwnerId: 1, OnlyOwn: true);
    public static readonly Actor SecondCsm = new("u3", "Cleo", Role.Csm, OwnerId: 2, OnlyOwn: true);
    public static readonly Actor CsmWithoutAccounts = new("u4", "Dee", Role.Csm, OnlyOwn: true);

    private readonly TestDatabase database = new();
    private ServiceProvider services = null!;

    internal FixedTime Time { get; } = new(new(2026, 4, 10, 9, 0, 0, TimeSpan.Zero));

    internal ReadMonthlyTrends Trends => services.GetRequiredService<ReadMonthlyTrends>();

    internal T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    internal async Task DoAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal ExportTrends TrendFiles => services.GetRequiredService<ExportTrends>();

    internal ExportScores ScoreFiles => services.GetRequiredService<ExportScores>();

    public async Task InitializeAsync()
    {
        await database.InitializeAsync();
        var settings = new Dictionary<string, string?> { ["HealthScore:Name"] = "Acme", ["HealthScore:TimeZone"] = "Europe/Berlin", ["HealthScore:Currency"] = "EUR" };
        services = new ServiceCollection().AddSingleton<TimeProvider>(Time)
            .AddOrganisation(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddStorage(database.ConnectionString).AddReports().BuildServiceProvider();
        await using var db = await services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        db.Segments.AddRange(new Segment { Id = 1, Name = "Enterprise", Position = 1 }, new Segment { Id = 2, Name = "=cmd|' /C calc'!A0", Position = 0 });
        db.Owners.AddRange(new Owner { Id = 1, Name = "Ben", Email = "ben@example.com" }, new Owner { Id = 2, Name = "Cleo", Email = "cleo@example.com" });
        await db.SaveChangesAsync();
    }

    internal async Task AddAccountAsync(long id, string name, int? ownerId)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        db.Accounts.Add(new(id, $"A-{id}", name, new(2025, 1, 1)));
        db.AccountStates.Add(new() { AccountId = id, From = new(2025, 1, 1), OwnerId = ownerId, Arr = 1 });
        await db.SaveChangesAsync();
    }

    /// <summary>Replaces every score, sums the days up and renews what the pages show, by the program's own statements.</summary>
    internal async Task SeedAsync(params IReadOnlyList<SeedScore> scores)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "truncate score, portfolio_day, portfolio_total, account_current";
            await command.ExecuteNonQueryAsync();
        }

        if (scores.Count == 0) return;
        var (first, last) = (scores.Min(s => s.Day), scores.Max(s => s.Day));
        await ScoreSql.EnsureMonthsAsync(connection, first, last, CancellationToken.None);
        await using (var copy = await connection.BeginBinaryImportAsync(ScoreSql.Copy))
        {
            foreach (var score in scores)
            {
                await copy.WriteRowAsync(
                    default,
                    score.AccountId, (short)score.Kind, score.Day, 1, score.Provisional, score.Score, score.Score, (short)score.Band, false, score.Coverage,
                    score.SegmentId, null, score.OwnerId, score.Arr, (short)score.Band, 1, 0L, Array.Empty<byte>());
            }

            await copy.CompleteAsync();
        }

        await ScoreSql.RollUpAsync(database.DataSource, connection, [(first, last)], DateOnly.MinValue, CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        await CurrentSql.RebuildAsync(connection, last, CancellationToken.None);
        await transaction.CommitAsync();
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
