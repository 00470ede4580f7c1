using HealthScore.Domain.Scoring;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>
/// The statements by which the nodes of a run share its ranges out. A range belongs to the token that claimed it last; each step on
/// asks for that token, so that a node whose range was given to another can do no harm, however late it comes.
/// </summary>
internal static class RangeSql
{
    // What the node had claimed is free once it takes no part any more.
    private const string IsFree = "(r.state = any($4) or (r.state = any($5) and not exists (select from scoring_run_node n where n.run_id = r.run_id and n.token = r.token)))";

    /// <summary>Cuts the next stretch into ranges, which the first node to come does for all; the others wait for it.</summary>
    /// <param name="source">Where.</param>
    /// <param name="node">The node.</param>
    /// <param name="stretch">The stretch; those before it are done.</param>
    /// <param name="cut">Makes ranges beside those that are done already.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task CutAsync(NpgsqlDataSource source, RunNode node, DayStretch stretch, Func<IReadOnlyCollection<AccountRange>, IEnumerable<AccountRange>> cut, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var first = Command(connection, "update scoring_run set cut_from = $2 where id = $1 and status = 2 and (cut_from is null or cut_from < $2)", node.RunId, stretch.From))
            if (await first.ExecuteNonQueryAsync(ct) == 0) return;
        // Nobody will ask for the peers of stretches and runs that are done.
        await using (var past = Command(connection,
            "update scoring_run_range set peers = null where peers is not null and ((run_id = $1 and from_day < $2) or run_id in (select id from scoring_run where status = 3))", node.RunId, stretch.From))
            await past.ExecuteNonQueryAsync(ct);
        List<AccountRange> done = [];
        await using (var known = Command(connection, "select first_account_id, last_account_id from scoring_run_range where run_id = $1 and from_day = $2 order by first_account_id", node.RunId, stretch.From))
        await using (var reader = await known.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct)) done.Add(new(reader.GetInt64(0), reader.GetInt64(1)));
        var ranges = cut(done).ToList();
        await using (var insert = Command(connection,
            "insert into scoring_run_range (run_id, from_day, first_account_id, last_account_id, state) select $1, $2, f, l, 1 from unnest($3, $4) r (f, l)",
            node.RunId, stretch.From, ranges.ConvertAll(r => r.First), ranges.ConvertAll(r => r.Last)))
            await insert.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Claims a range that waits to be measured. Null: none does, or the run is to stop.</summary>
    public static Task<AccountRange?> ClaimToMeasureAsync(NpgsqlDataSource source, RunNode node, DayStretch stretch, CancellationToken ct) =>
        ClaimAsync(source, node, stretch, RangeState.Measuring, [RangeState.Left], [RangeState.Measuring], ct);

    /// <summary>Claims a range that waits to be scored: rather one that this node measured, else anybody's, to be measured once more.</summary>
    public static Task<AccountRange?> ClaimToScoreAsync(NpgsqlDataSource source, RunNode node, DayStretch stretch, CancellationToken ct) =>
        ClaimAsync(source, node, stretch, RangeState.Scoring, [RangeState.Left, RangeState.Measured], [RangeState.Scoring], ct);

    /// <summary>Gives what a measured range means to the percentiles of all. False: it was given to another node.</summary>
    public static async Task<bool> PublishAsync(NpgsqlDataSource source, RunNode node, DayStretch stretch, AccountRange range, byte[] peers, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = Relying(connection, "update scoring_run_range set state = 3, peers = $5 where run_id = $1 and from_day = $2 and first_account_id = $3 and token = $4 and state = 2",
            node.RunId, stretch.From, range.First, node.Token, peers);
        await batch.ExecuteNonQueryAsync(ct);
        return batch.BatchCommands[^1].RecordsAffected == 1;
    }

    /// <summary>What the other ranges of a measured stretch mean to the percentiles of all.</summary>
    public static async Task<List<byte[]>> PeersAsync(NpgsqlDataSource source, RunNode node, DayStretch stretch, IEnumerable<long> without, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = Command(connection, "select peers from scoring_run_range where run_id = $1 and from_day = $2 and first_account_id <> all($3) and peers is not null", node.RunId, stretch.From, without.ToArray());
        List<byte[]> peers = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) peers.Add(reader.GetFieldValue<byte[]>(0));
        return peers;
    }

    /// <summary>
    /// To be called first in the transaction that writes a range. Takes the lock by which it is found if the node falls silent, and
    /// lets it commit without waiting for the disk: a range and its mark are lost together or not at all, and the end of the run
    /// waits for all that was written before it.
    /// </summary>
    public static async Task BeginAsync(NpgsqlConnection connection, RunNode node, CancellationToken ct)
    {
        await using var command = Command(connection, "select pg_advisory_xact_lock_shared($1::int, $2::int), set_config('synchronous_commit', 'off', true)", node.RunId, node.Token);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Marks a range as done in the transaction that wrote its scores. False: it was given to another node, or the run has ended, and the transaction must be rolled back.</summary>
    public static async Task<bool> FinishAsync(NpgsqlConnection connection, RunNode node, DayStretch stretch, AccountRange range, long accounts, long scores, CancellationToken ct)
    {
        await using var command = Command(connection,
            """
            with done as (
                update scoring_run_range set state = 5 where run_id = $1 and from_day = $2 and first_account_id = $3 and token = $4 and state = 4 returning run_id)
            update scoring_run r set accounts_done = accounts_done + $5, scores_written = scores_written + $6 from done d where r.id = d.run_id and r.status = 2
            """, node.RunId, stretch.From, range.First, node.Token, accounts, scores);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>How many ranges of a stretch have not reached a state, and whether a person asked to stop. Null: this node takes part no longer.</summary>
    public static async Task<(long Left, bool IsToStop)?> LookAsync(NpgsqlDataSource source, RunNode node, DayStretch stretch, RangeState state, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = Command(connection,
            """
            select (select count(*) from scoring_run_range where run_id = $1 and from_day = $3 and state < $4), r.cancel_requested
            from scoring_run r join scoring_run_node n on n.run_id = r.id and n.token = $2 where r.id = $1 and r.status = 2
            """, node.RunId, node.Token, stretch.From, (int)state);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetBoolean(1)) : null;
    }

    private static async Task<AccountRange?> ClaimAsync(NpgsqlDataSource source, RunNode node, DayStretch stretch, RangeState to, RangeState[] waiting, RangeState[] claimed, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var batch = Relying(connection,
            $"""
            update scoring_run_range set token = $2, state = $6
            where run_id = $1 and from_day = $3 and first_account_id = (
                select r.first_account_id from scoring_run_range r where r.run_id = $1 and r.from_day = $3 and {IsFree}
                order by r.token is not distinct from $2 desc, r.first_account_id limit 1 for update skip locked)
              and exists (select from scoring_run r join scoring_run_node n on n.run_id = r.id and n.token = $2 where r.id = $1 and r.status = 2 and not r.cancel_requested)
            returning first_account_id, last_account_id
            """, node.RunId, node.Token, stretch.From, Array.ConvertAll(waiting, s => (int)s), Array.ConvertAll(claimed, s => (int)s), (int)to);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? new(reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    // Commits without waiting for the disk as well: a claim that a power cut takes is made again.
    private static NpgsqlBatch Relying(NpgsqlConnection connection, string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return new(connection) { BatchCommands = { new("select set_config('synchronous_commit', 'off', true)"), command } };
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters) command.Parameters.Add(new() { Value = parameter });
        return command;
    }
}
