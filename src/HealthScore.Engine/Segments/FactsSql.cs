using HealthScore.Domain.Accounts;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Storage;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>The statements behind <see cref="FactsReader"/>.</summary>
internal static class FactsSql
{
    public const int Columns = 18;

    /// <summary>
    /// A row per account that is active today, in the order of ids: id, name, external id, start, churned; of its state segment, placed,
    /// given segment, stage, placed in it, given stage, owner and ARR in hundredths; next renewal; attributes; the stage before today, the
    /// one that rules look at and the first day in it. COPY takes no parameters, so numbers and dates stand in its text.
    /// </summary>
    /// <remarks>
    /// Rules look at the stage that somebody gave today, else at that of the day before: however often an account is placed on one day, it
    /// goes from the same place, and what yesterday's measures tell is of the same stage.
    /// </remarks>
    public static async Task<Stream> CopyAsync(NpgsqlConnection connection, AccountSet? accounts, bool withStays, DateOnly today, CancellationToken ct) =>
        await connection.BeginRawBinaryCopyAsync(FormattableString.Invariant(
            $"""
            copy (
                select a.id, a.name, a.external_id, a.start, a.churned, s.segment_id, coalesce(s.is_placed, false), s.given_segment_id, s.stage_id, coalesce(s.is_staged, false), s.given_stage_id, s.owner_id,
                       (coalesce(s.arr, 0) * 100)::bigint, r.day, v.values, p.stage_id, b.stage_id, {(withStays ? "d.began" : "null::date")}
                from account a
                left join lateral (select * from account_state s where s.account_id = a.id and s.from_day <= '{today:yyyy-MM-dd}' order by s.from_day desc limit 1) s on true
                left join lateral (
                    select x.stage_id, case when x.is_staged then x.given_stage_id else x.stage_id end as given
                    from account_state x where x.account_id = a.id and x.from_day < '{today:yyyy-MM-dd}' order by x.from_day desc limit 1) p on true
                left join lateral (
                    select case
                        when s.from_day < '{today:yyyy-MM-dd}' or not s.is_staged then s.stage_id
                        when s.given_stage_id is distinct from p.given then s.given_stage_id
                        else p.stage_id
                    end as stage_id) b on true
                {(withStays ? FormattableString.Invariant($"""
                left join lateral (
                    select case when b.stage_id is distinct from p.stage_id then '{today:yyyy-MM-dd}'::date else (
                        select min(y.from_day) from account_state y
                        where y.account_id = a.id and y.from_day > coalesce((
                            select max(x.from_day) from account_state x where x.account_id = a.id and x.from_day < '{today:yyyy-MM-dd}' and x.stage_id is distinct from b.stage_id), '-infinity'))
                    end as began) d on b.stage_id is not null
                """) : "")}
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

    /// <summary>The accounts' milestones; of those of several stays the last one.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="accounts">Of these; null: of all.</param>
    /// <param name="names">Only those that are defined under these names; null: all.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<ILookup<long, KnownMilestone>> ReadMilestonesAsync(NpgsqlConnection connection, AccountSet? accounts, string[]? names, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select distinct on (account_id, coalesce(definition_id, -id)) account_id, coalesce(definition_id, 0), stage_id, is_required, due, done, entered from milestone
            where ($1 or definition_id in (select id from milestone_definition where name = any($2))) {Of("and", accounts, "account_id")}
            order by account_id, coalesce(definition_id, -id), entered desc nulls last, due desc, id desc
            """, connection)
        { Parameters = { new() { Value = names is null }, new() { Value = names ?? [] } }, CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<KnownMilestone> milestones = [];
        while (await reader.ReadAsync(ct))
            milestones.Add(new(
                reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetBoolean(3), reader.GetFieldValue<DateOnly>(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateOnly>(5), reader.IsDBNull(6) ? null : reader.GetFieldValue<DateOnly>(6)));
        return milestones.ToLookup(m => m.AccountId);
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

/// <summary>A milestone as it is stored.</summary>
internal readonly record struct KnownMilestone(long AccountId, int DefinitionId, int StageId, bool IsRequired, DateOnly Due, DateOnly? Done, DateOnly? Entered)
{
    /// <summary>As rules see it, from the stage that the account is in and the first day in it.</summary>
    public MilestoneFact In(int? stage, DateOnly? began) => new(DefinitionId, IsRequired, Due, Done, StageId == stage && (Entered is null || Entered >= began));
}
