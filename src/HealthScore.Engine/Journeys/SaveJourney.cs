using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Journeys;

/// <summary>A saved journey.</summary>
/// <param name="Staged">How many accounts changed their stage.</param>
public sealed record SavedJourney(int Id, int Revision, int Staged);

/// <summary>Saves a journey with its stages and milestones and places accounts by what changed in it, unless someone else changed it since it was read (<c>journey_overtaken</c>).</summary>
public sealed class SaveJourney(IDbContextFactory<HealthScoreDb> factory, PlaceAccounts place)
{
    public async Task<Result<SavedJourney>> RunAsync(Actor actor, JourneyInput input, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor, "journeys") is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        if (await PlacementSql.LockSoonAsync(connection, ct) is { } busy) return busy;
        await MetricSql.LockAsync(db, ct);
        var map = await db.JourneyMapAsync(ct);
        var saved = JourneyInput.Of(map, input.Id);
        if (input.Id != 0 && saved is null) return Error.NotFound("journey");
        if (saved is not null && saved.Revision != input.Revision)
            return new Error("journey_overtaken", "Someone changed this journey after you opened it, or an import added a stage to it. Open it again to see what it says now; what you wrote stays here until you do.");
        input = JourneyNames.Follow(input, saved);
        var errors = await CheckAsync(db, map, actor, input, ct);
        if (errors.Count > 0) return Result<SavedJourney>.Fail(errors);
        var journey = saved is not null ? await db.Journeys.SingleAsync(j => j.Id == input.Id, ct)
            : db.Journeys.Add(new() { Name = "", Position = await db.Journeys.MaxAsync(j => (int?)j.Position, ct) + 1 ?? 0 }).Entity;
        (journey.Name, journey.Description, journey.GoesBack) = (input.Name.Trim(), input.Description.Trim(), input.GoesBack);
        journey.Revision++;
        if (saved is not null) await JourneyNames.FollowOthersAsync(db, map, saved, input, ct);
        var removed = await PutStagesAsync(db, journey, input, ct);
        var placed = await PlaceAsync(connection, saved, input, removed, ct);
        await transaction.CommitAsync(ct);
        return new SavedJourney(journey.Id, journey.Revision, placed.Staged.Count);
    }

    // Only as far as what was changed reaches: a mended word moves nobody.
    private async Task<Placed> PlaceAsync(NpgsqlConnection connection, JourneyInput? saved, JourneyInput input, int[] removed, CancellationToken ct)
    {
        var (isOther, isNew) = (removed.Length > 0 || Milestones(saved) != Milestones(input), Rules(saved) != Rules(input));
        var isRenamed = isOther && await MilestoneSql.RenameAsync(connection, ct);
        var followed = isOther ? await MilestoneSql.FollowAsync(connection, removed, ct) : [];
        // Rules may ask how late milestones are, which is another matter with other due days.
        var placed = isNew || followed.Count > 0 ? await place.PlaceAsync(connection, null, ct, isNew) : Placed.Nobody;
        await place.TellAsync(connection, placed with { Touched = [.. placed.Touched.Union(followed)] }, ct, isNew);
        if (isRenamed) await ChangeSql.NotifyAsync(connection, Change.Data, ct);
        var expected = saved?.Stages.Where(s => input.Stages.Any(i => i.Id == s.Id && i.ExpectedDays != s.ExpectedDays)).Select(s => s.Id).ToArray() ?? [];
        if (expected.Length > 0) await place.ShowStagesAsync(connection, expected, ct);
        return placed;
    }

    private static string Rules(JourneyInput? input) => input is null ? "" : string.Join('\n', input.Stages.SelectMany(s => s.Milestones.Select(m => $" {m.Id} {Json(m.Rule)}").Prepend($"{s.Id} {Json(s.Entry)}")).Prepend($"{input.GoesBack}"));

    private static string Milestones(JourneyInput? input) => input is null ? "" : string.Join('\n', input.Stages.SelectMany(s => s.Milestones).Select(m => $"{m.Id} {m.Name.Trim()} {m.IsRequired} {m.DueDays}"));

    private static string Json(Condition? rule) => rule is null ? "" : ConditionJson.Write(rule);

    // Returns the milestones that are no more.
    private static async Task<int[]> PutStagesAsync(HealthScoreDb db, Journey journey, JourneyInput input, CancellationToken ct)
    {
        var known = await db.Stages.Where(s => s.JourneyId == journey.Id && journey.Id != 0).ToDictionaryAsync(s => s.Id, ct);
        var milestones = await db.MilestoneDefinitions.Where(m => known.Keys.Contains(m.StageId)).ToDictionaryAsync(m => m.Id, ct);
        // Names first give way, so that two stages can exchange theirs.
        foreach (var stage in input.Stages)
            if (known.TryGetValue(stage.Id, out var renamed) && renamed.Name != stage.Name.Trim()) renamed.Name = FormattableString.Invariant($"\u0001{stage.Id}");
        db.RemoveRange(known.Values.Where(s => input.Stages.All(i => i.Id != s.Id)));
        await db.SaveChangesAsync(ct);
        var stages = input.Stages.Select((s, i) => Put(s, i, known.GetValueOrDefault(s.Id) ?? db.Stages.Add(new() { Name = "", JourneyId = journey.Id }).Entity)).ToList();
        await db.SaveChangesAsync(ct);
        List<MilestoneDefinition> kept = [];
        foreach (var (stage, wanted) in stages.Zip(input.Stages))
            kept.AddRange(wanted.Milestones.Select((m, i) => Put(m, i, milestones.GetValueOrDefault(m.Id) is { } there && there.StageId == stage.Id ? there : db.MilestoneDefinitions.Add(new() { Name = "", StageId = stage.Id }).Entity)));
        MilestoneDefinition[] gone = [.. milestones.Values.Except(kept)];
        db.RemoveRange(gone.Where(m => stages.Any(s => s.Id == m.StageId)));
        await db.SaveChangesAsync(ct);
        return [.. gone.Select(m => m.Id)];
    }

    private static Stage Put(StageInput input, int position, Stage stage)
    {
        (stage.Name, stage.Position, stage.ExpectedDays, stage.Entry) = (input.Name.Trim(), position, input.ExpectedDays, input.Entry);
        return stage;
    }

    private static MilestoneDefinition Put(MilestoneInput input, int position, MilestoneDefinition milestone)
    {
        (milestone.Name, milestone.Position, milestone.IsRequired, milestone.DueDays, milestone.Rule) = (input.Name.Trim(), position, input.IsRequired, input.DueDays, input.Rule);
        return milestone;
    }

    private static async Task<IReadOnlyList<Error>> CheckAsync(HealthScoreDb db, JourneyMap map, Actor actor, JourneyInput input, CancellationToken ct)
    {
        var catalogue = await db.JourneyCatalogueAsync(actor, ct, input.Id);
        List<Error> errors = [.. JourneyCheck.Of(input, catalogue)];
        var name = input.Name.Trim();
        if ((await db.Journeys.Where(j => j.Id != input.Id).Select(j => j.Name).ToListAsync(ct)).Contains(name, StringComparer.OrdinalIgnoreCase)) errors.Add(new("name_taken", $"There is already a journey \"{name}\". Choose another name.", "name"));
        foreach (var (i, stage) in input.Stages.Index())
            if (catalogue.Stages.Contains(stage.Name.Trim(), StringComparer.OrdinalIgnoreCase))
                errors.Add(new("name_taken", $"Another journey has a stage \"{stage.Name.Trim()}\", and imports name stages without their journey. Choose another name.", FormattableString.Invariant($"stages[{i}].name")));
        errors.AddRange(await StageUse.RefuseAsync(db, map, input.Id, input, ct));
        return errors;
    }
}
