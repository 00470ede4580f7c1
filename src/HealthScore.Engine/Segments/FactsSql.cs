using HealthScore.Domain.Accounts;
using HealthScore.Engine.Storage;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>The statements behind <see cref="FactsReader"/>.</summary>
internal static class FactsSql
{
    public const int Columns = 15;

    /// <summary>
    /// A row per account that is active today, in the order of ids: id, name, external id, start, churned; of its state segment, placed,
    /// given segment, stage, placed in it, given stage, owner and ARR in hundredths; next renewal; attributes. COPY takes no parameters, so numbers and dates stand in its text.
    /// </summary>
    public static async Task<Stream> CopyAsync(NpgsqlConnection connection, AccountSet? accounts, DateOnly today, CancellationToken ct) =>
        await connection.BeginRawBinaryCopyAsync(FormattableString.Invariant(
            $"""
            copy (
                select a.id, a.name, a.external_id, a.start, a.churned, s.segment_id, coalesce(s.is_placed, false), s.given_segment_id, s.stage_id, coalesce(s.is_staged, false), s.given_stage_id, s.owner_id,
                       (coalesce(s.arr, 0) * 100)::bigint, r.day, v.values
                from account a
                left join lateral (select * from account_state s where s.account_id = a.id and s.from_day <= '{today:yyyy-MM-dd}' order by s.from_day desc limit 1) s on true
                left join (select account_id, min(day) as day from renewal where day >= '{today:yyyy-MM-dd}' {Of("and", accounts, "account_id")} group by account_id) r on r.account_id = a.id
                left join account_attributes v on v.account_id = a.id
                where least(a.start, a.first_reading) <= '{today:yyyy-MM-dd}' and (a.churned is null or a.churned >= '{today:yyyy-MM-dd}') {Of("and", accounts, "a.id")}
                order by a.id
            ) to stdout (format binary)
            """), ct);

    /// <summary>Which accounts are on the lists.</summary>
    public static async Task<Dictionary<long, HashSet<string>>> ReadListsAsync(NpgsqlConnection connection, AccountSet? accounts, string[] lists, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select m.account_id, l.name from account_list_member m join account_list l on l.id = m.list_id where l.name = any($1) {Of("and", accounts, "m.account_id")}", connection)
        { Parameters = { new() { Value = lists } }, CommandTimeout = 0 };
        return await ByAccountAsync(command, ct);
    }

    /// <summary>Which accounts have done the milestones; of those of several stays the last one counts.</summary>
    public static async Task<Dictionary<long, HashSet<string>>> ReadMilestonesAsync(NpgsqlConnection connection, AccountSet? accounts, string[] milestones, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select account_id, name from (
                select distinct on (account_id, name) account_id, name, done from milestone where name = any($1) {Of("and", accounts, "account_id")}
                order by account_id, name, entered desc nulls last, due desc, id desc) m
            where done is not null
            """, connection)
        { Parameters = { new() { Value = milestones } }, CommandTimeout = 0 };
        return await ByAccountAsync(command, ct);
    }

    /// <summary>Owners' mail addresses, stages' names and attributes' kinds: in one trip, and as the transaction sees them.</summary>
    public static async Task<FactNames> ReadNamesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select id, email from owner; select id, name from stage; select name, kind from custom_attribute", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new FactNames([], [], new(StringComparer.OrdinalIgnoreCase));
        while (await reader.ReadAsync(ct)) names.Owners.Add(reader.GetInt32(0), reader.GetString(1));
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct)) names.Stages.Add(reader.GetInt32(0), reader.GetString(1));
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct)) names.Attributes.Add(reader.GetString(0), (AttributeKind)reader.GetInt32(1));
        return names;
    }

    private static async Task<Dictionary<long, HashSet<string>>> ByAccountAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        Dictionary<long, HashSet<string>> byAccount = [];
        while (await reader.ReadAsync(ct))
        {
            if (!byAccount.TryGetValue(reader.GetInt64(0), out var names)) byAccount.Add(reader.GetInt64(0), names = []);
            names.Add(reader.GetString(1));
        }

        return byAccount;
    }

    private static string Of(string and, AccountSet? accounts, string column) => accounts is null ? "" : $"{and} {accounts.Holds(column)}";
}

/// <summary>What the keys of an account's facts stand for.</summary>
internal sealed record FactNames(Dictionary<int, string> Owners, Dictionary<int, string> Stages, Dictionary<string, AttributeKind> Attributes);
