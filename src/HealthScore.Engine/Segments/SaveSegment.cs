using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>What a segment shall be.</summary>
/// <param name="Id">0: a new one, which comes last.</param>
/// <param name="Revision">The revision that was looked at.</param>
/// <param name="Condition">Null: filled by imports and by hand.</param>
/// <param name="JourneyId">The journey that its accounts follow; null: the first one.</param>
public sealed record SegmentInput(int Id, int Revision, string Name, string Description, Condition? Condition, int? JourneyId = null);

/// <summary>A saved segment.</summary>
/// <param name="Moved">How many accounts changed their segment.</param>
/// <param name="Staged">How many changed their stage.</param>
public sealed record SavedSegment(int Id, int Revision, int Moved, int Staged);

/// <summary>Saves a segment and places all accounts by it, unless someone else changed it since it was read (<c>segment_overtaken</c>).</summary>
public sealed class SaveSegment(IDbContextFactory<HealthScoreDb> factory, PlaceAccounts place, OrganisationClock clock)
{
    private const int LongestName = 80;
    private const int LongestDescription = 500;

    public async Task<Result<SavedSegment>> RunAsync(Actor actor, SegmentInput input, CancellationToken ct)
    {
        if (Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        if (await PlacementSql.LockSoonAsync(connection, ct) is { } busy) return busy;
        await MetricSql.LockAsync(db, ct);
        // Only now do names and metrics stay what they are.
        var errors = await CheckAsync(db, actor, input, ct);
        if (errors.Count > 0) return Result<SavedSegment>.Fail(errors);
        var before = input.Id == 0 ? null : await db.Segments.SingleOrDefaultAsync(s => s.Id == input.Id, ct);
        if (input.Id != 0 && before is null) return Error.NotFound("segment");
        if (before is not null && before.Revision != input.Revision)
            return new Error("segment_overtaken", "Someone changed this segment after you opened it. Open it again to see what it says now; what you wrote stays here until you do.");
        var segment = before ?? db.Segments.Add(new() { Name = "", Position = await db.Segments.MaxAsync(s => (int?)s.Position, ct) + 1 ?? 0 }).Entity;
        var isAsBefore = before is not null && Json(before.Condition) == Json(input.Condition) && before.JourneyId == input.JourneyId;
        var said = before is null ? null : SegmentContent.Of(before);
        (segment.Name, segment.Description, segment.Condition, segment.JourneyId) = (input.Name.Trim(), input.Description.Trim(), input.Condition, input.JourneyId);
        segment.Revision++;
        await db.SaveChangesAsync(ct);
        if (said is null || !isAsBefore || (said.Name, said.Description) != (segment.Name, segment.Description)) db.NoteChange(segment.Id, said, actor, clock);
        await db.SaveChangesAsync(ct);
        // Also where nothing was changed: who is on a list, or what was measured, may be.
        var placed = await place.PlaceAsync(connection, null, ct, isNew: true);
        await place.TellAsync(connection, placed, ct, isNew: true);
        await transaction.CommitAsync(ct);
        return new SavedSegment(segment.Id, segment.Revision, placed.Moved.Count, placed.Staged.Count);
    }

    /// <summary>Why the actor may not change what places all accounts; null: they may.</summary>
    public static Error? Refuse(Actor actor, string what = "segments") =>
        !actor.May(Permission.EditModels) ? Error.Forbidden($"change {what}")
        : actor.Scope is not null ? new Error("forbidden", $"You see only your own accounts, so you cannot change {what} for all. Ask an admin.")
        : null;

    private static async Task<IReadOnlyList<Error>> CheckAsync(HealthScoreDb db, Actor actor, SegmentInput input, CancellationToken ct)
    {
        List<Error> errors = [];
        var name = input.Name.Trim();
        if (name.Length is 0 or > LongestName) errors.Add(new("bad_name", name.Length == 0 ? "Give the segment a name." : $"The name has {name.Length} characters; shorten it to {LongestName}.", "name"));
        else if ((await db.Segments.Where(s => s.Id != input.Id).Select(s => s.Name).ToListAsync(ct)).Contains(name, StringComparer.OrdinalIgnoreCase)) errors.Add(new("name_taken", $"There is already a segment \"{name}\". Choose another name.", "name"));
        if (input.Description.Trim().Length > LongestDescription) errors.Add(new("too_long", $"The description is too long; shorten it to {LongestDescription} characters.", "description"));
        if (input.JourneyId is { } journey && !await db.Journeys.AnyAsync(j => j.Id == journey, ct)) errors.Add(new("no_journey", "There is no such journey any more. Choose another one.", "journey"));
        if (input.Condition is { } condition) errors.AddRange(ConditionCheck.Of(condition, await db.ConditionCatalogueAsync(actor, ct)));
        return errors;
    }

    private static string? Json(Condition? condition) => condition is null ? null : ConditionJson.Write(condition);
}
