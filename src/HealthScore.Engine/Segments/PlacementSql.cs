using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Storage.Mapping;
using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Engine.Segments;

/// <summary>Where accounts stand after placing.</summary>
internal readonly record struct Placement(long AccountId, int? SegmentId, bool IsPlaced, int? GivenId, PlacedStage Stage);

/// <summary>The statements that place accounts.</summary>
internal static class PlacementSql
{
    /// <summary>
    /// Held until the transaction ends by whoever writes states of accounts: imports, assignments, placing. All of them look at what is
    /// there before they write, so they go one after the other.
    /// </summary>
    public static async Task LockAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('import'))", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The same for somebody at a page, who is told after a few seconds that it is held: an import may be long. The transaction is of no use any more then.</summary>
    public static async Task<Error?> LockSoonAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        try
        {
            await using var command = new NpgsqlCommand("set local lock_timeout = '5s'; select pg_advisory_xact_lock(hashtext('import')); set local lock_timeout to default", connection);
            await command.ExecuteNonQueryAsync(ct);
            return null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return new Error("import_on", "An import is on, or accounts are just being placed. Try again in a moment; nothing of yours is lost.");
        }
    }

    /// <summary>The same, unless somebody holds it: false then.</summary>
    public static async Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_xact_lock(hashtext('import'))", connection);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Whether all accounts were placed on that day.</summary>
    public static async Task<bool> IsPlacedAsync(NpgsqlConnection connection, DateOnly day, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select exists (select from placed_day where day = $1)", connection) { Parameters = { new() { Value = day } } };
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Notes that the transaction places all accounts on that day; false: another one did.</summary>
    public static async Task<bool> BeginDayAsync(NpgsqlConnection connection, DateOnly day, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("insert into placed_day (day) values ($1) on conflict do nothing", connection) { Parameters = { new() { Value = day } } };
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }

    /// <summary>The segments and the journeys that they follow, as the transaction sees them.</summary>
    public static async Task<PlacingRules> ReadRulesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select id, name, position, condition::text, journey_id from segment;
            select id, name, position, goes_back from journey;
            select id, name, position, entry::text, journey_id from stage;
            select id, name, position, rule::text, stage_id from milestone_definition
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<Segment> segments = [];
        while (await reader.ReadAsync(ct)) segments.Add(new() { Id = reader.GetInt32(0), Name = reader.GetString(1), Position = reader.GetInt32(2), Condition = Rule(reader), JourneyId = reader.IsDBNull(4) ? null : reader.GetInt32(4) });
        await reader.NextResultAsync(ct);
        List<Journey> journeys = [];
        while (await reader.ReadAsync(ct)) journeys.Add(new() { Id = reader.GetInt32(0), Name = reader.GetString(1), Position = reader.GetInt32(2), GoesBack = reader.GetBoolean(3) });
        await reader.NextResultAsync(ct);
        List<Stage> stages = [];
        while (await reader.ReadAsync(ct)) stages.Add(new() { Id = reader.GetInt32(0), Name = reader.GetString(1), Position = reader.GetInt32(2), Entry = Rule(reader), JourneyId = reader.GetInt32(4) });
        await reader.NextResultAsync(ct);
        List<MilestoneDefinition> milestones = [];
        while (await reader.ReadAsync(ct)) milestones.Add(new() { Id = reader.GetInt32(0), Name = reader.GetString(1), Position = reader.GetInt32(2), Rule = Rule(reader), StageId = reader.GetInt32(4) });
        return new(new(segments), new(journeys, stages, milestones, segments));
    }

    /// <summary>Accounts that the pages show in one of the stages.</summary>
    public static async Task<long[]> ReadInStagesAsync(NpgsqlConnection connection, int[] stages, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select coalesce(array_agg(account_id order by account_id), '{}') from account_current where stage_id = any($1)", connection) { Parameters = { new() { Value = stages } }, CommandTimeout = 0 };
        return (long[])(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>From the day on, until the next state; the days before stay as they were.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<Placement> placements, DateOnly day, CancellationToken ct)
    {
        if (placements.Count == 0) return;
        await using var command = new NpgsqlCommand(
            """
            with state as materialized (
                select s.account_id, s.owner_id, s.arr
                from account a cross join lateral (select * from account_state s where s.account_id = a.id and s.from_day <= $8 order by s.from_day desc limit 1) s
                where a.id = any($1))
            insert into account_state (account_id, from_day, segment_id, is_placed, given_segment_id, stage_id, is_staged, given_stage_id, owner_id, arr)
            select n.account_id, $8, n.segment_id, n.is_placed, n.given_id, n.stage_id, n.is_staged, n.given_stage_id, s.owner_id, coalesce(s.arr, 0)
            from unnest($1, $2, $3, $4, $5, $6, $7) as n (account_id, segment_id, is_placed, given_id, stage_id, is_staged, given_stage_id)
            left join state s on s.account_id = n.account_id
            order by n.account_id
            on conflict (account_id, from_day) do update
            set segment_id = excluded.segment_id, is_placed = excluded.is_placed, given_segment_id = excluded.given_segment_id,
                stage_id = excluded.stage_id, is_staged = excluded.is_staged, given_stage_id = excluded.given_stage_id
            """, connection)
        { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = placements.Select(p => p.AccountId).ToArray() });
        command.Parameters.Add(Ids(placements.Select(p => p.SegmentId)));
        command.Parameters.Add(new() { Value = placements.Select(p => p.IsPlaced).ToArray() });
        command.Parameters.Add(Ids(placements.Select(p => p.IsPlaced ? p.GivenId : null)));
        command.Parameters.Add(Ids(placements.Select(p => p.Stage.Id)));
        command.Parameters.Add(new() { Value = placements.Select(p => p.Stage.IsPlaced).ToArray() });
        command.Parameters.Add(Ids(placements.Select(p => p.Stage.IsPlaced ? p.Stage.GivenId : null)));
        command.Parameters.Add(new() { Value = day });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static Condition? Rule(NpgsqlDataReader reader) => reader.IsDBNull(3) ? null : ConditionConverter.Read(reader.GetString(3));

    private static NpgsqlParameter Ids(IEnumerable<int?> ids) => new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };
}

/// <summary>What places accounts: the segments' conditions, and the journeys' rules.</summary>
internal sealed record PlacingRules(SegmentOrder Segments, JourneyMap Journeys)
{
    /// <summary>True when anything has to be asked of accounts.</summary>
    public bool Ask => Segments.HasConditions || Journeys.HasRules;

    /// <summary>Where an account goes: into its segment, and on the journey that follows from it into a stage.</summary>
    public Placement Place(PlacedAccount account)
    {
        var segment = Segments.Place(account.Facts, account.GivenId);
        // A file may name a stage of a journey that the account is not on: then it goes on from where it was.
        var present = Journeys.Of(segment) is { } journey && !journey.Has(account.From) && journey.Has(account.Before) ? account.Before : account.From;
        var stage = Journeys.Place(account.Facts, segment, present, account.Stage.GivenId);
        return new(account.Facts.AccountId, segment, segment != account.GivenId, account.GivenId, PlacedStage.Of(stage, account.Stage.GivenId));
    }

    public IReadOnlyCollection<Subject> Subjects => [.. Segments.Subjects.Union(Journeys.Subjects)];
}
