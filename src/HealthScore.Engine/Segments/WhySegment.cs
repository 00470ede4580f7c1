using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>Why an account is in its segment.</summary>
/// <param name="Segment">The segment that it is in, or none.</param>
/// <param name="Given">The segment that an import or a person put it into, or none.</param>
/// <param name="Steps">The segments as they were looked at, up to the first that matches; empty for an account that has left.</param>
/// <param name="History">The segments it was in, the newest first.</param>
/// <param name="Catalogue">What things are called.</param>
/// <param name="Day">The day of the answers.</param>
public sealed record SegmentReason(string Account, string? Segment, string? Given, IReadOnlyList<SegmentStep> Steps, IReadOnlyList<SegmentStay> History, ConditionCatalogue Catalogue, DateOnly Day);

/// <summary>A segment that was looked at.</summary>
/// <param name="Answer">What its condition says; null: it has none and is filled by imports and by hand.</param>
public sealed record SegmentStep(int Id, string Name, bool Matches, Answer? Answer);

/// <summary>A stay in a segment; null: in none.</summary>
/// <param name="Until">Its last day; null: it lasts.</param>
public sealed record SegmentStay(string? Segment, DateOnly From, DateOnly? Until, bool IsPlaced);

/// <summary>Says why an account is in its segment, as of today.</summary>
public sealed class WhySegment(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, FactsReader facts, OrganisationClock clock)
{
    public async Task<Result<SegmentReason>> RunAsync(Actor actor, long accountId, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see why an account is in its segment");
        await using var db = await factory.CreateDbContextAsync(ct);
        var current = await db.CurrentAccounts.AsNoTracking().SeenBy(actor).SingleOrDefaultAsync(a => a.AccountId == accountId, ct);
        if (current is null) return Error.NotFound("account");
        var order = await db.SegmentOrderAsync(ct);
        var names = order.Segments.ToDictionary(s => s.Id, s => s.Name);
        PlacedAccount? account = null;
        await using (var connection = await source.OpenConnectionAsync(ct))
            await foreach (var read in facts.ReadAsync(connection, AccountSet.Of([accountId]), order.Subjects, ct)) account = read;
        return new SegmentReason(
            current.Name, Name(account is null ? current.SegmentId : account.SegmentId), Name(account?.GivenId), account is null ? [] : Steps(order, account),
            await HistoryAsync(db, accountId, names, ct), await db.ConditionCatalogueAsync(actor, ct), clock.Today);

        string? Name(int? id) => id is { } known ? names.GetValueOrDefault(known) : null;
    }

    private static List<SegmentStep> Steps(SegmentOrder order, PlacedAccount account)
    {
        List<SegmentStep> steps = [];
        foreach (var segment in order.Segments)
        {
            var answer = segment.Condition?.Explain(account.Facts);
            steps.Add(new(segment.Id, segment.Name, answer?.Holds ?? segment.Id == account.GivenId, answer));
            if (steps[^1].Matches) break;
        }

        return steps;
    }

    private async Task<List<SegmentStay>> HistoryAsync(HealthScoreDb db, long accountId, Dictionary<int, string> names, CancellationToken ct)
    {
        var states = await db.AccountStates.AsNoTracking().Where(s => s.AccountId == accountId && s.From <= clock.Today).OrderBy(s => s.From).ToListAsync(ct);
        List<SegmentStay> stays = [];
        int? last = null;
        foreach (var state in states)
        {
            if (stays.Count > 0 && state.SegmentId == last) continue;
            if (stays.Count > 0) stays[^1] = stays[^1] with { Until = state.From.AddDays(-1) };
            stays.Add(new(state.SegmentId is { } id ? names.GetValueOrDefault(id) : null, state.From, null, state.IsPlaced));
            last = state.SegmentId;
        }

        stays.Reverse();
        return stays;
    }
}
