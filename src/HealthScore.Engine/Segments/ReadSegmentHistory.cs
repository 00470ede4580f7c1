using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>What became of a segment: who came and went, how large it was, and who changed what in it.</summary>
/// <param name="Since">The first day of the comings and goings.</param>
/// <param name="Entered">Accounts that came since then, those that came back counted again.</param>
/// <param name="Left">Accounts that went.</param>
/// <param name="Passages">The newest of both, at most <see cref="ReadSegmentHistory.MostPassages"/>.</param>
/// <param name="Sizes">Month by month, ascending.</param>
/// <param name="Changes">The newest first; null: the reader sees only their own accounts, and conditions may name other people's.</param>
public sealed record SegmentHistory(
    DateOnly Since, int Entered, int Left, IReadOnlyList<SegmentPassage> Passages, IReadOnlyList<SegmentSize> Sizes, IReadOnlyList<SegmentChange>? Changes);

/// <summary>An account that came or went on a day.</summary>
/// <param name="Other">The segment that it came from or went to; null: none.</param>
/// <param name="IsNew">It came as a new account.</param>
/// <param name="HasChurned">It went because it is no customer any more.</param>
public sealed record SegmentPassage(DateOnly Day, long AccountId, string Account, bool HasEntered, string? Other, bool IsNew, bool HasChurned);

/// <summary>The active accounts of a segment on the last scored day of a month.</summary>
public sealed record SegmentSize(DateOnly Day, int Accounts, decimal Arr);

/// <summary>A change that somebody made.</summary>
/// <param name="Before">What it said until then; null: it was made.</param>
/// <param name="After">What it said from then on.</param>
/// <param name="Move">Where it was moved among the others; null: it stayed.</param>
public sealed record SegmentChange(DateTimeOffset At, string By, SegmentContent? Before, SegmentContent After, SegmentMove? Move);

/// <summary>Reads the history of a segment.</summary>
public sealed class ReadSegmentHistory(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <summary>Comings and goings that are named at most.</summary>
    public const int MostPassages = 40;

    private const int Days = 30;
    private const int Months = 12;
    private const int MostChanges = 50;

    public async Task<Result<SegmentHistory>> RunAsync(Actor actor, int segmentId, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the segments");
        await using var db = await factory.CreateDbContextAsync(ct);
        var segment = await db.Segments.AsNoTracking().SingleOrDefaultAsync(s => s.Id == segmentId, ct);
        if (segment is null) return Error.NotFound("segment");
        var since = clock.Today.AddDays(1 - Days);
        await using var connection = await source.OpenConnectionAsync(ct);
        var (entered, left, passages) = await SegmentHistorySql.PassagesAsync(connection, segmentId, actor.Scope, since, clock.Today, MostPassages, ct);
        return new SegmentHistory(since, entered, left, passages, await SizesAsync(db, actor, segmentId, ct), actor.Scope is null ? await ChangesAsync(db, segmentId, SegmentContent.Of(segment), ct) : null);
    }

    // What the portfolio shows of the same days: every account that is active has a score of health, a band or none.
    private async Task<IReadOnlyList<SegmentSize>> SizesAsync(HealthScoreDb db, Actor actor, int segmentId, CancellationToken ct)
    {
        var first = new DateOnly(clock.Today.Year, clock.Today.Month, 1).AddMonths(1 - Months);
        var ends = (await db.PortfolioTotals.Where(t => t.Day >= first && t.Kind == ScoreKind.Health).Select(t => t.Day).Distinct().ToListAsync(ct))
            .GroupBy(d => (d.Year, d.Month)).Select(g => g.Max()).Order().ToArray();
        var sizes = actor.Scope is { } owner
            ? await db.PortfolioDays.Where(t => ends.Contains(t.Day) && t.Kind == ScoreKind.Health && t.SegmentId == segmentId && t.OwnerId == owner)
                .GroupBy(t => t.Day).Select(g => new SegmentSize(g.Key, g.Sum(t => t.Accounts), g.Sum(t => t.Arr))).ToListAsync(ct)
            : await db.PortfolioTotals.Where(t => ends.Contains(t.Day) && t.Kind == ScoreKind.Health && t.SegmentId == segmentId)
                .GroupBy(t => t.Day).Select(g => new SegmentSize(g.Key, g.Sum(t => t.Accounts), g.Sum(t => t.Arr))).ToListAsync(ct);
        return [.. ends.Select(day => sizes.Find(s => s.Day == day) ?? new SegmentSize(day, 0, 0))];
    }

    private static async Task<IReadOnlyList<SegmentChange>> ChangesAsync(HealthScoreDb db, int segmentId, SegmentContent now, CancellationToken ct)
    {
        var stored = await db.ConfigurationChanges.AsNoTracking().Where(c => c.Thing == ChangedThing.Segment && c.Of == segmentId).OrderByDescending(c => c.Id).Take(MostChanges).ToListAsync(ct);
        List<SegmentChange> changes = [];
        var after = now;
        foreach (var change in stored)
        {
            var (before, move) = change.Before is { } json ? SegmentChanges.Read(json) : (null, null);
            changes.Add(new(change.At, change.By, before, after, move));
            after = before ?? after;
        }

        return changes;
    }
}
