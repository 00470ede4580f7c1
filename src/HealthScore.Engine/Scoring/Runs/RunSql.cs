using HealthScore.Domain.Scoring;
using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>A node that takes part in a run, known by the fencing token that it alone was given.</summary>
internal readonly record struct RunNode(long RunId, long Token);

/// <summary>
/// The statements by which nodes join a run and end it. Whoever has a row in scoring_run_node takes part; signs of life are told by
/// the database's clock, because those of two nodes may differ.
/// </summary>
internal static class RunSql
{
    // A node that was silent for so long is thrown out, and its transactions with it: they might hold, for ever, what others have to
    // write. They are known by the lock that each of them takes, see BeginAsync of ranges and MayEndAsync.
    private const string ThrowOutTheSilent =
        """
        with silent as (delete from scoring_run_node where heartbeat_at < clock_timestamp() - interval '20 seconds' returning run_id, token)
        select pg_terminate_backend(l.pid) from silent s join pg_locks l on l.classid::bigint = s.run_id and l.objid::bigint = s.token
        where l.locktype = 'advisory' and l.objsubid = 2 and l.database = (select oid from pg_database where datname = current_database())
        """;

    /// <summary>
    /// Joins the run that is being worked on or, if there is none, begins with the oldest that is queued, back-fills last: one at a
    /// time, because a day's bands need those of the day before. Null: there is none.
    /// </summary>
    /// <param name="source">Where.</param>
    /// <param name="mayBegin">False: join only.</param>
    /// <param name="failedIn">The run in which this node failed, which it leaves to the others while there are any; 0: none.</param>
    /// <param name="now">When it began, if it does now.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<RunNode?> JoinAsync(NpgsqlDataSource source, bool mayBegin, long failedIn, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('scoring_run'))", connection)) await turn.ExecuteNonQueryAsync(ct);
        await using (var silent = new NpgsqlCommand(ThrowOutTheSilent, connection)) await silent.ExecuteNonQueryAsync(ct);
        // What a run that comes out of the queue has left is cut up anew, because there may be other accounts by now.
        await using var command = new NpgsqlCommand(
            """
            with taken as (
                select id, status from scoring_run where status = 2 or (status = 1 and $1) order by status desc, trigger = 3, id limit 1 for update),
            uncut as (
                delete from scoring_run_range r using taken t where t.status = 1 and r.run_id = t.id and r.state < 5),
            run as (
                update scoring_run r set status = 2, token = token + 1, started_at = coalesce(started_at, $2), cut_from = case when t.status = 1 then cut_from - 1 else cut_from end
                from taken t where r.id = t.id and not (t.id = $3 and exists (select from scoring_run_node n where n.run_id = t.id)) returning r.id, r.token)
            insert into scoring_run_node (run_id, token, heartbeat_at) select id, token, clock_timestamp() from run returning run_id, token
            """, connection)
        { Parameters = { P(mayBegin), P(now), P(failedIn) } };
        RunNode? joined = null;
        await using (var reader = await command.ExecuteReaderAsync(ct))
            if (await reader.ReadAsync(ct)) joined = new(reader.GetInt64(0), reader.GetInt64(1));
        await transaction.CommitAsync(ct);
        return joined;
    }

    /// <summary>Gives a sign of life and looks after those of the others. False: this node takes part no longer.</summary>
    public static async Task<bool> BeatAsync(NpgsqlDataSource source, RunNode node, CancellationToken ct)
    {
        await using (var beat = Command(source, "update scoring_run_node set heartbeat_at = clock_timestamp() where run_id = $1 and token = $2", node.RunId, node.Token))
            if (await beat.ExecuteNonQueryAsync(ct) == 0) return false;
        await using var others = Command(source, ThrowOutTheSilent);
        await others.ExecuteNonQueryAsync(ct);
        return true;
    }

    /// <summary>What all nodes of a run must agree on, as the first of them says it: how many days make a stretch.</summary>
    /// <param name="source">Where.</param>
    /// <param name="node">The node.</param>
    /// <param name="stretchDays">How many this node would take.</param>
    /// <param name="total">How many accounts are to be looked at then.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>How many it is, and the first day of the stretch that was cut last.</returns>
    public static async Task<(int StretchDays, DateOnly? CutFrom)> AgreeAsync(NpgsqlDataSource source, RunNode node, int stretchDays, Func<int, long> total, CancellationToken ct)
    {
        await using var command = Command(source, "update scoring_run set stretch_days = coalesce(stretch_days, $2) where id = $1 returning stretch_days, cut_from", node.RunId, stretchDays);
        (int StretchDays, DateOnly? CutFrom) agreed;
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            await reader.ReadAsync(ct);
            agreed = (reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateOnly>(1));
        }

        await using var accounts = Command(source, "update scoring_run set accounts_total = $2 where id = $1 and accounts_total < $2", node.RunId, total(agreed.StretchDays));
        await accounts.ExecuteNonQueryAsync(ct);
        return agreed;
    }

    /// <summary>
    /// To be called first in the transaction that makes the end of a run: only one node at a time may. False: another does. Takes the
    /// lock by which the transaction is found if the node falls silent.
    /// </summary>
    public static async Task<bool> MayEndAsync(NpgsqlConnection connection, RunNode node, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_xact_lock_shared($1::int, $2::int) and pg_try_advisory_xact_lock($1::int, 0)", connection)
        { Parameters = { P(node.RunId), P(node.Token) } };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Ends the run for all its nodes. False: it has ended, or this node takes part no longer; the transaction must then be rolled back.</summary>
    public static async Task<bool> EndAsync(NpgsqlConnection connection, RunNode node, RunStatus status, string? error, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            with ended as (
                update scoring_run set status = $3, error = $4, ended_at = $5
                where id = $1 and status = 2 and exists (select from scoring_run_node where run_id = $1 and token = $2) returning id),
            gone as (delete from scoring_run_node n using ended e where n.run_id = e.id)
            select count(*) from ended
            """, connection)
        {
            Parameters = { P(node.RunId), P(node.Token), P((int)status), new() { Value = (object?)error ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, P(now) },
        };
        return (long)(await command.ExecuteScalarAsync(ct))! == 1;
    }

    /// <summary>Takes no part any more; the last one to go puts the run back into the queue.</summary>
    public static async Task LeaveAsync(NpgsqlDataSource source, RunNode node, CancellationToken ct)
    {
        await using var command = Command(
            source,
            """
            with left_by as (delete from scoring_run_node where run_id = $1 and token = $2 returning run_id)
            update scoring_run set status = 1 where id = (select run_id from left_by) and status = 2
              and not exists (select from scoring_run_node where run_id = $1 and token <> $2)
            """, node.RunId, node.Token);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Takes no part any more, as it cannot. False: it does not leave, because it is the only one.</summary>
    public static async Task<bool> LeaveToOthersAsync(NpgsqlDataSource source, RunNode node, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // One after the other: of two that fail together the second finds that it is the only one.
        await using (var turn = new NpgsqlCommand("select from scoring_run where id = $1 for update", connection) { Parameters = { P(node.RunId) } }) await turn.ExecuteNonQueryAsync(ct);
        await using var command = new NpgsqlCommand(
            "delete from scoring_run_node where run_id = $1 and token = $2 and exists (select from scoring_run_node where run_id = $1 and token <> $2)", connection)
        { Parameters = { P(node.RunId), P(node.Token) } };
        var left = await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return left > 0;
    }

    private static NpgsqlCommand Command(NpgsqlDataSource source, string sql, params object[] parameters)
    {
        var command = source.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(P(parameter));
        return command;
    }

    private static NpgsqlParameter P(object value) => new() { Value = value };
}
