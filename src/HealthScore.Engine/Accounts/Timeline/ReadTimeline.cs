using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Accounts.Timeline;

/// <summary>Which entries of a timeline to read.</summary>
/// <param name="To">The day it ends with.</param>
/// <param name="Kinds">Only these; empty: all.</param>
/// <param name="Behind">Where the page before it ended.</param>
/// <param name="Scores">The kind of score whose model changes stand in it.</param>
/// <param name="From">Nothing before this day.</param>
/// <param name="Most">At most so many.</param>
public sealed record TimelineFilter(
    DateOnly To, IReadOnlyCollection<TimelineKind> Kinds, TimelinePlace? Behind = null, ScoreKind Scores = ScoreKind.Health, DateOnly? From = null, int Most = 30);

/// <summary>Reads what happened to an account, page by page.</summary>
public sealed class ReadTimeline(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <summary>No page is longer.</summary>
    public const int MostEntries = 500;

    public async Task<TimelinePage> RunAsync(Actor actor, long accountId, TimelineFilter filter, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        if (!await db.CurrentAccounts.SeenBy(actor).AnyAsync(a => a.AccountId == accountId, ct)) return new([], null);
        await db.Database.OpenConnectionAsync(ct);
        TimelineKind[] kinds = filter.Kinds.Count > 0 ? [.. filter.Kinds] : Enum.GetValues<TimelineKind>();
        var most = Math.Clamp(filter.Most, 1, MostEntries);
        var entries = await TimelineSql.ReadAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(), accountId, kinds, filter.From ?? DateOnly.MinValue, filter.To, filter.Scores, filter.Behind, most + 1, clock.Today, ct);
        return entries.Count <= most ? new(entries, null) : new(entries[..most], new(entries[most - 1].Day, entries[most - 1].Kind, entries[most - 1].Key));
    }
}
