using HealthScore.Domain.Metrics;
using HealthScore.Engine.Storage;
using Npgsql;

namespace HealthScore.Engine.Scoring.Live;

/// <summary>The statements by which live scoring keeps out of the way of runs, and they out of its.</summary>
internal static class LiveSql
{
    private const int LongestOutage = 31;

    // Of how many days it is noticed at once that a source sends, or sends no longer: of these a delivery that was late by a week is made. It is asked with every batch, of each metric.
    private const int RecentDays = 8;

    private static readonly TimeSpan s_retryAfter = TimeSpan.FromMinutes(30);

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

    /// <summary>Looks whether anything has changed that all scores hang on.</summary>
    public static async Task<LiveStamp> StampAsync(NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        await using var trip = Trip.Begin(connection);
        // All rows of peer_input are written by one transaction.
        trip.Add(
            """
            select coalesce((select max(id) from scoring_model_version), 0)::bigint, coalesce((select sum(revision) from metric), 0)::bigint,
                   coalesce((select sum((select sum(d.day - date '2000-01-01') from metric_day d where d.metric_id = m.id and d.day > $1)) from metric m), 0)::bigint,
                   p.day, p.xmin::text
            from (select) one left join (select day, xmin from peer_input limit 1) p on true
            """, today.AddDays(-RecentDays));
        await using var reader = await trip.AskAsync(ct);
        await reader.ReadAsync(ct);
        return new(
            reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2),
            await reader.IsDBNullAsync(3, ct) ? null : reader.GetFieldValue<DateOnly>(3), await reader.IsDBNullAsync(4, ct) ? null : reader.GetString(4));
    }

    /// <summary>
    /// Whether one of the groups has so many accounts by now that a run may rank them. Not where a run of today failed, or a person
    /// stopped it, that was asked for lately or since the last version was published: the next would, or should, fare no better, and be asked for again and again.
    /// </summary>
    public static async Task<bool> CanBeRankedAsync(
        NpgsqlConnection connection, IReadOnlyCollection<(int? SegmentId, int? StageId)> groups, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select not exists (
                select from scoring_run where status in (4, 5) and is_provisional and to_day = $4
                    and requested_at > least($5, (select max(published_at) from scoring_model_version))
            ) and exists (
                select from account_current a join unnest($1, $2) as g (segment_id, stage_id) on g.segment_id = coalesce(a.segment_id, 0) and g.stage_id = coalesce(a.stage_id, 0)
                where a.active group by g.segment_id, g.stage_id having count(*) >= $3)
            """, connection)
        {
            Parameters =
            {
                new() { Value = groups.Select(g => g.SegmentId ?? 0).ToArray() }, new() { Value = groups.Select(g => g.StageId ?? 0).ToArray() },
                new() { Value = PeerDistribution.FewestPeers }, new() { Value = today }, new() { Value = now - s_retryAfter },
            },
        };
        return await command.ExecuteScalarAsync(ct) is true;
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

/// <summary>What all scores hang on: while none of it changes, neither does what scores.</summary>
/// <param name="Version">The latest version of any model.</param>
/// <param name="Catalogue">Grows with each change of the catalogue.</param>
/// <param name="Sources">Changes when it does of one of the last days on which metrics had a source.</param>
/// <param name="PeersDay">The day whose peers are kept; null: none are.</param>
/// <param name="Peers">Which transaction kept them.</param>
internal readonly record struct LiveStamp(long Version, long Catalogue, long Sources, DateOnly? PeersDay, string? Peers);
