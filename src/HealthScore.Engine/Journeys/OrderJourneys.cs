using HealthScore.Domain.Primitives;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Journeys;

/// <summary>
/// Puts the journeys into another order, unless someone else did so since it was read (<c>order_overtaken</c>), and places accounts: the
/// first is the one of all segments that name none, and of milestones of the same name on other journeys, rules mean the first journey's.
/// </summary>
public sealed class OrderJourneys(IDbContextFactory<HealthScoreDb> factory, PlaceAccounts place)
{
    /// <summary>Returns how many accounts changed their stage.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="before">The order that was looked at, as ids.</param>
    /// <param name="after">The order that shall be, of the same ids.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<int>> RunAsync(Actor actor, IReadOnlyList<int> before, IReadOnlyList<int> after, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor, "journeys") is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        if (await PlacementSql.LockSoonAsync(connection, ct) is { } busy) return busy;
        var journeys = await db.Journeys.OrderBy(j => j.Position).ThenBy(j => j.Id).ToListAsync(ct);
        if (!journeys.Select(j => j.Id).SequenceEqual(before) || !after.Order().SequenceEqual(before.Order()))
            return new Error("order_overtaken", "Someone changed the journeys after you opened this page. Load it again to see what they are, and move yours again.");
        foreach (var journey in journeys) journey.Position = after.ToList().IndexOf(journey.Id);
        await db.SaveChangesAsync(ct);
        var placed = before.SequenceEqual(after) ? Placed.Nobody : await place.PlaceAsync(connection, null, ct, isNew: true);
        await place.TellAsync(connection, placed, ct, isNew: true);
        await transaction.CommitAsync(ct);
        return placed.Staged.Count;
    }
}
