using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Copying;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>The statements behind <see cref="AccountHistories"/>: each asks for some accounts, so that each node of a cluster answers for its own.</summary>
internal static class HistorySql
{
    private const int LongestWindow = 400;

    private static readonly string s_accounts = Accounts(column => column + " = any($3)", "$1", "$2");
    private static readonly string s_facts = Facts("account_id = any($3)");

    /// <summary>The accounts that may be active on one of the days, in ascending order.</summary>
    public static Task<long[]> AccountIdsAsync(NpgsqlDataSource source, DateOnly from, DateOnly to, CancellationToken ct) => AccountIdsAsync(source, from, to, null, null, to, ct);

    /// <summary>Those among them that may have been in a segment and a stage by a day; null: any.</summary>
    public static async Task<long[]> AccountIdsAsync(NpgsqlDataSource source, DateOnly from, DateOnly to, int? segmentId, int? stageId, DateOnly by, CancellationToken ct)
    {
        var scope = segmentId is null && stageId is null ? "" : FormattableString.Invariant(
            $"""
             and exists (select from account_state s where s.account_id = a.id and s.from_day <= '{by:yyyy-MM-dd}'
                {(segmentId is { } segment ? $"and s.segment_id = {segment}" : "")} {(stageId is { } stage ? $"and s.stage_id = {stage}" : "")})
             """);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var stream = await connection.BeginRawBinaryCopyAsync(
            $"copy (select a.id from account a where {Active(Literal(from), Literal(to))} {scope} order by a.id) to stdout (format binary)", ct);
        List<long> ids = [];
        for (var rows = new CopyReader(stream); await rows.ReadRowAsync(1, ct);) ids.Add(rows.NextInt64());
        return [.. ids];
    }

    /// <summary>
    /// A row per account and state that may be active on one of the days: account, start, churned, first reading, then day, segment,
    /// stage, owner and ARR in hundredths of the state. COPY takes no parameters, so numbers and dates stand in its text.
    /// </summary>
    public static async Task<Stream> CopyAccountsAsync(NpgsqlConnection connection, AccountSet accounts, DateOnly from, DateOnly to, CancellationToken ct) =>
        await connection.BeginRawBinaryCopyAsync($"copy ({Accounts(accounts.Holds, Literal(from), Literal(to))}) to stdout (format binary)", ct);

    /// <summary>The same of single accounts, as one of a trip's statements.</summary>
    public static void AddAccounts(NpgsqlBatch trip, long[] accounts, DateOnly from, DateOnly to) => trip.Add(s_accounts, from, to, accounts);

    /// <summary>The rows of the small tables of a range, as one of a trip's statements: each says in its second column what it is.</summary>
    public static void AddFacts(NpgsqlBatch trip, AccountSet accounts, DateOnly from, DateOnly to) => trip.Add(Facts(accounts.Holds("account_id")), from, to);

    /// <summary>The same of single accounts.</summary>
    public static void AddFacts(NpgsqlBatch trip, long[] accounts, DateOnly from, DateOnly to) => trip.Add(s_facts, from, to, accounts);

    // The accounts are asked of both tables, because the planner does not pass a range on.
    private static string Accounts(Func<string, string> holds, string from, string to) =>
        $"""
        select a.id, a.start, a.churned, a.first_reading, s.from_day, s.segment_id, s.stage_id, s.owner_id, (s.arr * 100)::bigint
        from account a left join account_state s on s.account_id = a.id and {holds("s.account_id")} and s.from_day <= {to}
        where {holds("a.id")} and {Active(from, to)}
        order by a.id, s.from_day
        """;

    // One statement, because of ten that have little to do the asking costs more than the answer. Scoring looks back for touches,
    // referrals and answers as far as the longest window of the contract.
    private static string Facts(string of) => string.Join(" union all ",
        Rows(Fact.Renewal, "renewal", $"{of} and day >= $1", a: "day"),
        Rows(Fact.Goal, "goal", $"{of} and opened <= $2 and (closed is null or closed > $1)", id: "id", n: "importance", a: "opened", b: "closed", x: "baseline", y: "target"),
        Rows(Fact.Progress, "goal_progress", $"{of} and day <= $2", id: "id", to: "goal_id", a: "day", x: "value"),
        Rows(Fact.Milestone, "milestone", of, id: "id", to: "stage_id", n: "is_required::integer", a: "due", b: "done", c: "entered"),
        Rows(Fact.Response, "survey_response", $"{of} and day between $1 - {LongestWindow} and $2", id: "id", a: "day", x: "score", s: "survey", t: "contact"),
        Rows(Fact.Referral, "referral", $"{of} and day between $1 - {LongestWindow} and $2", a: "day"),
        Rows(Fact.Touch, "touch", $"{of} and day between $1 - {LongestWindow} and $2", a: "day"),
        Rows(Fact.Pulse, "pulse", $"{of} and day <= $2", id: "id", a: "day", b: "expires", x: "score"),
        Rows(Fact.RiskEvent, "risk_event", $"{of} and opened <= $2 and (closed is null or closed > $1)", a: "opened", b: "closed", s: "type"),
        Rows(Fact.Override, "manual_override", $"{of} and from_day <= $2 and to_day >= $1", id: "id", to: "kind", n: "band", a: "from_day", b: "to_day", c: "ended", x: "score"));

    private static string Rows(
        Fact fact, string table, string where, string id = "null", string to = "null", string n = "null", string a = "null", string b = "null", string c = "null", string x = "null", string y = "null", string s = "null", string t = "null") =>
        $"select account_id, {(int)fact}, {id}::bigint, {to}::bigint, {n}::integer, {a}::date, {b}::date, {c}::date, {x}::double precision, {y}::double precision, {s}::text, {t}::text from {table} where {where}";

    private static string Active(string from, string to) =>
        $"(a.churned is null or a.churned >= {from}) and (a.start <= {to} or a.first_reading <= {to})";

    private static string Literal(DateOnly day) => FormattableString.Invariant($"'{day:yyyy-MM-dd}'");
}
