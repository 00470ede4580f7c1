using System.Globalization;
using HealthScore.Engine.Storage.Readings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HealthScore.Engine.Storage.Retention;

/// <summary>
/// Keeps history as long as the settings say: thins the scores of months that are wholly out, and drops their readings. Each month
/// is one transaction; a month that is done is not looked at again, and one that somebody is busy with is left for the next time.
/// </summary>
public sealed class KeepHistory(NpgsqlDataSource source, IOptions<RetentionOptions> options, TimeProvider time, ILogger<KeepHistory> log)
{
    private const int MostTries = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns how many months were thinned or dropped.</summary>
    public async Task<int> RunAsync(DateOnly today, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var done = 0;
        foreach (var month in await RetentionSql.UnthinnedMonthsAsync(connection, options.Value.DailyScoresFrom(today), ct))
            if (await InTurnAsync(connection, month, t => ThinAsync(t, month, ct), ct)) done++;
        if (options.Value.ReadingsFrom(today) is not { } first) return done;
        foreach (var month in await RetentionSql.ReadingMonthsAsync(connection, first, ct))
            if (await InTurnAsync(connection, month, t => DropReadingsAsync(t, month, ct), ct)) done++;
        return done;
    }

    private async Task<bool> InTurnAsync(NpgsqlConnection connection, DateOnly month, Func<NpgsqlTransaction, Task<bool>> work, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            if (!await RetentionSql.BeginAsync(connection, ct) || !await work(transaction)) return false;
            await transaction.CommitAsync(ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            log.LogWarning("The history of {Month} was in use; it is left for the next night", Name(month));
            return false;
        }
    }

    private async Task<bool> ThinAsync(NpgsqlTransaction transaction, DateOnly month, CancellationToken ct)
    {
        var connection = transaction.Connection!;
        // Another node may have been here since the list was made.
        if (!(await RetentionSql.UnthinnedMonthsAsync(connection, month.AddMonths(1), ct)).Contains(month)) return false;
        var (kept, dropped) = await RetentionSql.BuildThinnedAsync(connection, month, ct);
        if (!await WhenFreeAsync(transaction, () => SwapAsync(connection, month, kept, dropped, ct), ct))
        {
            log.LogWarning("A run is to score days of {Month}; its scores are thinned the next night", Name(month));
            return false;
        }

        log.LogInformation("Thinned the scores of {Month}: {Kept} kept, {Dropped} dropped", Name(month), kept, dropped);
        return true;
    }

    private static async Task<bool> SwapAsync(NpgsqlConnection connection, DateOnly month, long kept, long dropped, CancellationToken ct)
    {
        if (!await RetentionSql.HoldRunsAsync(connection, month, ct)) return false;
        await RetentionSql.SwapThinnedAsync(connection, month, kept, dropped, ct);
        return true;
    }

    private async Task<bool> DropReadingsAsync(NpgsqlTransaction transaction, DateOnly month, CancellationToken ct)
    {
        var connection = transaction.Connection!;
        if (!(await RetentionSql.ReadingMonthsAsync(connection, month.AddMonths(1), ct)).Contains(month)) return false;
        await WhenFreeAsync(transaction, async () =>
        {
            await ReadingSql.LockAsync(connection, alone: true, ct);
            await RetentionSql.DropReadingsAsync(connection, month, ct);
            return true;
        }, ct);
        log.LogInformation("Dropped the readings of {Month}", Name(month));
        return true;
    }

    // What takes a table away from its readers waits for them only briefly, because all that come later wait behind it; then it
    // lets them pass and tries again, without doing over what was built.
    private async Task<bool> WhenFreeAsync(NpgsqlTransaction transaction, Func<Task<bool>> work, CancellationToken ct)
    {
        const string Before = "before";
        await transaction.SaveAsync(Before, ct);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await work();
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable && tries < MostTries)
            {
                await transaction.RollbackAsync(Before, ct);
                await Task.Delay(Pause, time, ct);
            }
        }
    }

    private static string Name(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
