using HealthScore.Engine.Storage.Copying;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>The statements behind <see cref="AccountHistories"/>: each asks for a range of accounts, so that each node of a cluster answers for its own.</summary>
internal static class HistorySql
{
    // Scoring looks back at most so many days for touches, referrals and answers (the longest window of the contract).
    private const int LongestWindow = 400;

    /// <summary>The accounts that may be active on one of the days, in ascending order.</summary>
    public static async Task<long[]> AccountIdsAsync(NpgsqlDataSource source, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var stream = await connection.BeginRawBinaryCopyAsync(FormattableString.Invariant(
            $"copy (select a.id from account a where {Active(from, to)} order by a.id) to stdout (format binary)"), ct);
        List<long> ids = [];
        for (var rows = new CopyReader(stream); await rows.ReadRowAsync(1, ct);) ids.Add(rows.NextInt64());
        return [.. ids];
    }

    /// <summary>
    /// A row per account and state that may be active on one of the days: account, start, churned, first reading, then day, segment,
    /// stage, owner and ARR in hundredths of the state. The range is asked of both tables, because the planner does not pass it on. COPY takes no parameters, so numbers and dates stand in its text.
    /// </summary>
    public static async Task<Stream> CopyAccountsAsync(NpgsqlConnection connection, long firstId, long lastId, DateOnly from, DateOnly to, CancellationToken ct) =>
        await connection.BeginRawBinaryCopyAsync(FormattableString.Invariant(
            $"""
            copy (
                select a.id, a.start, a.churned, a.first_reading, s.from_day, s.segment_id, s.stage_id, s.owner_id, (s.arr * 100)::bigint
                from account a left join account_state s on s.account_id = a.id and s.account_id between {firstId} and {lastId} and s.from_day <= '{to:yyyy-MM-dd}'
                where a.id between {firstId} and {lastId} and {Active(from, to)}
                order by a.id, s.from_day
            ) to stdout (format binary)
            """), ct);

    /// <summary>The small tables, one result each; the account is always the first column.</summary>
    public static NpgsqlBatch Facts(NpgsqlConnection connection, long firstId, long lastId, DateOnly from, DateOnly to)
    {
        var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        Add("select account_id, day from renewal where account_id between $1 and $2 and day >= $3", from);
        Add("select account_id, id, importance, opened, closed, baseline, target from goal where account_id between $1 and $2 and opened <= $4 and (closed is null or closed > $3)", from, to);
        Add("select account_id, id, goal_id, day, value from goal_progress where account_id between $1 and $2 and day <= $3", to);
        Add("select account_id, id, stage_id, is_required, due, done from milestone where account_id between $1 and $2");
        Add("select account_id, id, survey, contact, day, score from survey_response where account_id between $1 and $2 and day between $3 and $4", from.AddDays(-LongestWindow), to);
        Add("select account_id, day from referral where account_id between $1 and $2 and day between $3 and $4", from.AddDays(-LongestWindow), to);
        Add("select account_id, day from touch where account_id between $1 and $2 and day between $3 and $4", from.AddDays(-LongestWindow), to);
        Add("select account_id, id, day, score, expires from pulse where account_id between $1 and $2 and day <= $3", to);
        Add("select account_id, type, opened, closed from risk_event where account_id between $1 and $2 and opened <= $4 and (closed is null or closed > $3)", from, to);
        Add("select account_id, id, kind, from_day, to_day, band, score from manual_override where account_id between $1 and $2 and from_day <= $4 and to_day >= $3", from, to);
        return batch;

        void Add(string sql, params DateOnly[] days)
        {
            var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = firstId }, new() { Value = lastId } } };
            foreach (var day in days) command.Parameters.Add(new() { Value = day });
            batch.BatchCommands.Add(command);
        }
    }

    private static string Active(DateOnly from, DateOnly to) => FormattableString.Invariant(
        $"(a.churned is null or a.churned >= '{from:yyyy-MM-dd}') and (a.start <= '{to:yyyy-MM-dd}' or a.first_reading <= '{to:yyyy-MM-dd}')");
}
