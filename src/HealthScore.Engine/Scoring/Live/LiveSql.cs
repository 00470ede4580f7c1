using Npgsql;

namespace HealthScore.Engine.Scoring.Live;

/// <summary>The statements by which live scoring keeps out of the way of runs, and they out of its.</summary>
internal static class LiveSql
{
    private const int LongestOutage = 31;

    /// <summary>
    /// Whether marked accounts may be scored in this transaction: a night was scored lately, no run scores this day with what it read
    /// before, and none is just writing scores of these days. Until the transaction ends, a run that is about to do so waits.
    /// </summary>
    public static async Task<bool> MayWriteAsync(NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select exists (select from scoring_run where status = 3 and not month_ends_only and to_day >= $1)
               and not exists (select from scoring_run where status = 2 and is_provisional)
               and pg_try_advisory_xact_lock(hashtext('live_scores'))
            """, connection)
        { Parameters = { new() { Value = today.AddDays(-LongestOutage) } } };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>To be called before a run writes scores of today or yesterday: waits for live scoring's transaction and keeps it out until this one ends.</summary>
    public static async Task KeepOutAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock_shared(hashtext('live_scores'))", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Provisional scores give way to those about to be written.</summary>
    public static async Task DropProvisionalAsync(NpgsqlConnection connection, long[] accounts, DateOnly day, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("delete from score where day = $1 and account_id = any($2) and provisional", connection)
        { Parameters = { new() { Value = day }, new() { Value = accounts } } };
        await command.ExecuteNonQueryAsync(ct);
    }
}
