using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>Puts the segments into another order and places all accounts by it, unless someone else did so since it was read (<c>order_overtaken</c>).</summary>
public sealed class OrderSegments(IDbContextFactory<HealthScoreDb> factory, PlaceAccounts place, OrganisationClock clock)
{
    /// <summary>Returns how many accounts changed their segment.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="before">The order that was looked at, as ids.</param>
    /// <param name="after">The order that shall be, of the same ids.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<int>> RunAsync(Actor actor, IReadOnlyList<int> before, IReadOnlyList<int> after, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        if (await PlacementSql.LockSoonAsync(connection, ct) is { } busy) return busy;
        var segments = await db.Segments.OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct);
        if (!segments.Select(s => s.Id).SequenceEqual(before) || !after.Order().SequenceEqual(before.Order()))
            return new Error("order_overtaken", "Someone changed the segments after you opened this page. It now shows what they are; move yours again.");
        foreach (var (from, segment) in segments.Index())
        {
            segment.Position = after.ToList().IndexOf(segment.Id);
            // Only where it stands among the others: the place that a removed one left is none.
            if (segment.Position != from) db.NoteChange(segment.Id, SegmentContent.Of(segment), actor, clock, new(from, segment.Position));
        }

        await db.SaveChangesAsync(ct);
        var placed = await place.PlaceAsync(connection, null, ct, isNew: true);
        await place.TellAsync(connection, placed, ct, isNew: true);
        await transaction.CommitAsync(ct);
        return placed.Moved.Count;
    }
}
