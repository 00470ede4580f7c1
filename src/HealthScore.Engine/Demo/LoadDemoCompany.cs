using HealthScore.Domain.Primitives;
using HealthScore.Engine.Access;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Demo;

/// <summary>What was loaded.</summary>
/// <param name="Accounts">Accounts, those that left included.</param>
/// <param name="Readings">Readings of all metrics.</param>
/// <param name="Users">Who may sign in now.</param>
public sealed record DemoLoaded(int Accounts, long Readings, IReadOnlyList<DemoUser> Users);

/// <summary>Fills an empty database with the demo company, whole or not at all. Scores come afterwards, from a run like any other.</summary>
public sealed class LoadDemoCompany(HealthScoreDb db, NpgsqlDataSource source, AddUser addUser)
{
    // Some megabytes of rows: enough for a COPY to be worth its way, and memory stays bounded whatever the number of accounts.
    private const int AccountsPerChunk = 400;

    private static readonly int Ahead = Environment.ProcessorCount + 1;

    /// <summary>Whether this database holds the demo company already.</summary>
    public Task<bool> IsLoadedAsync(CancellationToken ct) => db.Users.AnyAsync(user => user.Email == DemoUsers.All[0].Email, ct);

    /// <summary>Loads it. Progress is told as accounts done.</summary>
    public async Task<Result<DemoLoaded>> RunAsync(Actor actor, DemoOptions options, IProgress<int>? progress, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageUsers)) return Error.Forbidden("load the demo company");
        if (options.Accounts is < 1 or > DemoOptions.MostAccounts)
            return new Error("accounts_out_of_range", $"The demo company may have 1 to {DemoOptions.MostAccounts} accounts, not {options.Accounts}.", nameof(DemoOptions.Accounts));
        if (options.Months is < DemoOptions.FewestMonths or > DemoOptions.MostMonths)
            return new Error("months_out_of_range", $"The demo company may have {DemoOptions.FewestMonths} to {DemoOptions.MostMonths} months of history, not {options.Months}.", nameof(DemoOptions.Months));
        var company = DemoCompany.Generate(options);
        await ReadingSql.EnsureMonthsAsync(source, [.. company.Months], ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await DemoSql.LockAsync(connection, ct);
        if (!await DemoSql.IsEmptyAsync(connection, ct))
            return new Error("not_empty", "The demo company needs an empty database, and this one is in use. Give the demo a database or data folder of its own.");
        await ConfigureAsync(company, ct);
        var readings = await WriteAsync(connection, company, options, progress, ct);
        await DemoSql.MoveSequencesAsync(connection, ct);
        await CurrentSql.RebuildAsync(connection, options.Today, ct);
        await DemoSql.AnalyseAsync(connection, ct);
        foreach (var user in DemoUsers.All)
        {
            var added = await addUser.RunAsync(actor, new(user.Email, user.Name, user.Role, user.Password, OnlyOwn: user.Role == Role.Csm), ct);
            if (!added.IsOk) return Result<DemoLoaded>.Fail(added.Errors);
        }
        await ChangeSql.NotifyAsync(connection, Change.Data, ct);
        await transaction.CommitAsync(ct);
        return new DemoLoaded(options.Accounts, readings, DemoUsers.All);
    }

    private async Task ConfigureAsync(DemoCompany company, CancellationToken ct)
    {
        db.AddRange(company.Owners);
        db.AddRange(company.Journeys);
        db.AddRange(company.Segments);
        db.AddRange(company.Stages);
        db.AddRange(company.Milestones);
        db.AddRange(company.Metrics);
        db.AddRange(company.Models);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private static async Task<long> WriteAsync(NpgsqlConnection connection, DemoCompany company, DemoOptions options, IProgress<int>? progress, CancellationToken ct)
    {
        var presence = new Dictionary<(short Metric, int Day), long>();
        var readings = 0L;
        var underWay = new Queue<Task<DemoChunk>>();
        for (var first = 1; first <= options.Accounts || underWay.Count > 0; first += AccountsPerChunk)
        {
            if (first <= options.Accounts) underWay.Enqueue(MakeAsync(first, Math.Min(options.Accounts, first + AccountsPerChunk - 1)));
            if (first <= options.Accounts && underWay.Count < Ahead) continue;
            var chunk = await underWay.Dequeue();
            foreach (var (copy, rows) in chunk.Tables) await DemoSql.CopyAsync(connection, copy, rows, ct);
            foreach (var (key, count) in chunk.Readings.Presence) presence[key] = presence.GetValueOrDefault(key) + count;
            readings += chunk.Readings.Count;
            progress?.Report(chunk.Last);
        }
        await using var trip = Trip.Begin(connection);
        PresenceSql.AddMetricDays(trip, [.. presence.Keys.Select(k => k.Metric)], [.. presence.Keys.Select(k => DateOnly.FromDayNumber(k.Day))], [.. presence.Values]);
        await trip.ExecuteNonQueryAsync(ct);
        return readings;

        Task<DemoChunk> MakeAsync(int first, int last) => Task.Run(() => new DemoChunk(company, first, last), ct);
    }
}
