using HealthScore.Domain.Scoring;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>The statements by which nodes take runs from each other safely.</summary>
internal static class RunSql
{
    /// <summary>
    /// Takes the oldest queued run, or one whose node gave no sign of life for twenty seconds; none while another node works,
    /// because a day's bands need those of the day before. The token grows, so that the node that held it before can write no more. Signs of
    /// life are told by the database's clock, because those of two nodes may differ.
    /// </summary>
    public static async Task<(long Id, long Token)?> TakeAsync(NpgsqlDataSource source, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('scoring_run'))", connection)) await turn.ExecuteNonQueryAsync(ct);
        await using var command = new NpgsqlCommand(
            """
            update scoring_run set status = 2, token = token + 1, heartbeat_at = clock_timestamp(), started_at = coalesce(started_at, $1)
            where id = (
                select id from scoring_run
                where (status = 1 or (status = 2 and heartbeat_at < clock_timestamp() - interval '20 seconds'))
                  and not exists (select 1 from scoring_run where status = 2 and heartbeat_at >= clock_timestamp() - interval '20 seconds')
                order by id limit 1)
              -- Asked of the row itself, because it may have ended while this statement waited for it.
              and (status = 1 or (status = 2 and heartbeat_at < clock_timestamp() - interval '20 seconds'))
            returning id, token
            """, connection)
        { Parameters = { new() { Value = now } } };
        (long, long)? taken = null;
        await using (var reader = await command.ExecuteReaderAsync(ct))
            if (await reader.ReadAsync(ct)) taken = (reader.GetInt64(0), reader.GetInt64(1));
        await transaction.CommitAsync(ct);
        return taken;
    }

    /// <summary>False when another node has taken the run since.</summary>
    public static async Task<bool> BeatAsync(NpgsqlDataSource source, long id, long token, CancellationToken ct)
    {
        await using var command = source.CreateCommand("update scoring_run set heartbeat_at = clock_timestamp() where id = $1 and token = $2 and status = 2");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = token });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>
    /// Lets the transaction commit without waiting for the disk: a range and its mark are lost together or not at all, and the end
    /// of the run waits for all that was written before it.
    /// </summary>
    public static async Task RelyOnTheEndAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        // A node that stopped in the middle must not hold up the one that goes on.
        await using var command = new NpgsqlCommand("set local synchronous_commit = off; set local idle_in_transaction_session_timeout = '20s'", connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Marks a range as done in the transaction that wrote its scores. Null when another node has taken the run since: the
    /// transaction must then be rolled back; else whether a person asked to stop.
    /// </summary>
    public static async Task<bool?> FinishRangeAsync(NpgsqlConnection connection, long id, long token, ScoringRunRange range, long accounts, long scores, CancellationToken ct)
    {
        await using (var mark = new NpgsqlCommand("insert into scoring_run_range (run_id, from_day, first_account_id, last_account_id) values ($1, $2, $3, $4) on conflict (run_id, from_day, first_account_id) do update set last_account_id = greatest(scoring_run_range.last_account_id, excluded.last_account_id)", connection)
        {
            Parameters = { new() { Value = id }, new() { Value = range.From }, new() { Value = range.FirstAccountId }, new() { Value = range.LastAccountId } },
        })
            await mark.ExecuteNonQueryAsync(ct);
        await using var command = new NpgsqlCommand(
            "update scoring_run set accounts_done = accounts_done + $3, scores_written = scores_written + $4 where id = $1 and token = $2 and status = 2 returning cancel_requested", connection)
        {
            Parameters = { new() { Value = id }, new() { Value = token }, new() { Value = accounts }, new() { Value = scores } },
        };
        return (bool?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Ends the run, unless another node has taken it since.</summary>
    public static async Task<bool> EndAsync(NpgsqlConnection connection, long id, long token, RunStatus status, string? error, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("update scoring_run set status = $3, error = $4, ended_at = $5 where id = $1 and token = $2 and status = 2", connection)
        {
            Parameters =
            {
                new() { Value = id }, new() { Value = token }, new() { Value = (int)status },
                new() { Value = (object?)error ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = status == RunStatus.Queued ? DBNull.Value : now, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
            },
        };
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
