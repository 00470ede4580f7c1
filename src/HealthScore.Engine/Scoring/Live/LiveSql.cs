using HealthScore.Engine.Storage;
using Npgsql;

namespace HealthScore.Engine.Scoring.Live;

/// <summary>The statements by which live scoring keeps out of the way of runs, and they out of its.</summary>
internal static class LiveSql
{
    private const int LongestOutage = 31;

    /// <summary>
    /// Takes the oldest marks away and returns their accounts, ascending; none while marked accounts may not be scored: no night was
    /// scored lately, a run scores this day with what it read before, or one is just writing scores of these days. Until the transaction
    /// ends, a run that is about to do so waits. Marks of news that is not committed yet are left for later.
    /// </summary>
    /// <param name="connection">In a transaction: if it fails, the marks stay. It does not wait for the disk, because what is lost with it is what brings it back.</param>
    /// <param name="today">The organisation's day.</param>
    /// <param name="settled">How old a mark must be, so that news that come together are scored together.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<long[]> TakeMarksAsync(NpgsqlConnection connection, DateOnly today, TimeSpan settled, int most, CancellationToken ct)
    {
        await using var trip = Trip.Begin(connection);
        // What is asked is always the same and by key: a plan for any account is as good as one for these.
        trip.Add("select set_config('synchronous_commit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)");
        trip.Add(
            """
            with may as materialized (
                select exists (select from scoring_run where status = 3 and not month_ends_only and to_day >= $1)
                   and not exists (select from scoring_run where status = 2 and is_provisional)
                   and pg_try_advisory_xact_lock(hashtext('live_scores')) as score
            )
            delete from account_mark where account_id = any(array(
                select account_id from account_mark where (select score from may) and marked_at <= clock_timestamp() - $2
                order by marked_at, account_id limit $3 for update skip locked))
            returning account_id
            """, today.AddDays(-LongestOutage), settled, most);
        await using var answers = await trip.AskAsync(ct);
        await answers.NextResultAsync(ct);
        List<long> taken = [];
        while (await answers.ReadAsync(ct)) taken.Add(answers.GetInt64(0));
        taken.Sort();
        return [.. taken];
    }

    /// <summary>The latest version of any model, and a number that grows with each change of the catalogue: while both stay, so does what scores.</summary>
    public static async Task<(long Version, long Catalogue)> ConfiguredAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select coalesce((select max(id) from scoring_model_version), 0)::bigint, coalesce((select sum(revision) from metric), 0)::bigint", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>To be called before a run writes scores of today, and at its end: waits for live scoring's transaction and keeps it out until this one ends.</summary>
    public static async Task KeepOutAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock_shared(hashtext('live_scores'))", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Provisional scores give way to those about to be written, as one of a trip's statements.</summary>
    public static void AddDropProvisional(NpgsqlBatch trip, long[] accounts, DateOnly day) =>
        trip.Add("delete from score where day = $1 and account_id = any($2) and provisional", day, accounts);
}
