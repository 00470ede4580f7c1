using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>
/// Measures once what a draft asks of the accounts in its scope, so that the editor can score them under every change of it. Of very
/// many accounts a sample is kept: evenly spread, and the same each time.
/// </summary>
public sealed class MeasureModelScope(IDbContextFactory<HealthScoreDb> factory, MeasureAccounts measure, OrganisationClock clock)
{
    /// <summary>So many accounts are scored again while somebody drags; of more, a sample.</summary>
    public const int MostAccounts = 20_000;

    internal int Most { get; init; } = MostAccounts;

    /// <summary>Measures as of today what the draft and the latest version ask for.</summary>
    /// <param name="actor">Who asks; only accounts they may see are measured.</param>
    /// <param name="modelId">The model, which gives kind and scope.</param>
    /// <param name="draft">Must have passed the validator.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<MeasuredScope>> RunAsync(Actor actor, int modelId, ModelDefinition draft, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see what accounts measure");
        await using var db = await factory.CreateDbContextAsync(ct);
        var model = await db.ScoringModels.AsNoTracking().Where(m => m.Id == modelId).Select(m => new { m.Kind, m.SegmentId, m.StageId }).SingleOrDefaultAsync(ct);
        if (model is null) return Error.NotFound("model");
        var latest = await db.ScoringModelVersions.AsNoTracking().Where(v => v.ModelId == modelId).OrderByDescending(v => v.Number).Select(v => v.Definition).FirstOrDefaultAsync(ct);
        ModelDefinition[] definitions = latest is null ? [draft] : [draft, latest];
        MeasureSource[] sources = [.. definitions.SelectMany(d => d.Measures).Select(m => m.Source).Distinct()];
        var measured = await measure.RunAsync(actor, new(sources, [clock.Today]) { Scope = new(model.SegmentId, model.StageId, model.Kind) }, null, ct);
        if (measured.Value is not [var accounts]) return Result<MeasuredScope>.Fail(measured.Errors);
        var kept = Sample(accounts.Count);
        var place = kept.Index().ToDictionary(k => accounts.AccountIds[k.Item], k => k.Index);
        return new MeasuredScope
        {
            Day = accounts.Day,
            InScope = accounts.Count * accounts.OneIn,
            Arr = [.. kept.Select(i => (double)accounts.Arr[i])],
            Columns = accounts.Columns.ToDictionary(c => c.Source, c => new ScopeColumn([.. kept.Select(i => c.Values[i])], [.. kept.Select(i => c.Statuses[i])])),
            RiskEvents = await RiskEventsAsync(db, [.. definitions.SelectMany(MeasuredScope.RiskEventsOf).Distinct()], accounts.Day, place, ct),
            Manual = await OverridesAsync(db, model.Kind, accounts.Day, place, ct),
        };
    }

    private int[] Sample(int count) =>
        count <= Most ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, Most).Select(i => (int)((long)i * count / Most))];

    private static async Task<Dictionary<string, bool[]>> RiskEventsAsync(HealthScoreDb db, string[] types, DateOnly day, Dictionary<long, int> place, CancellationToken ct)
    {
        var open = types.ToDictionary(type => type, _ => new bool[place.Count]);
        if (types.Length == 0) return open;
        var events = db.RiskEvents.Where(e => types.Contains(e.Type) && e.Opened <= day && (e.Closed == null || e.Closed > day)).Select(e => new { e.AccountId, e.Type });
        await foreach (var risk in events.AsAsyncEnumerable().WithCancellation(ct))
            if (place.TryGetValue(risk.AccountId, out var at))
                open[risk.Type][at] = true;
        return open;
    }

    // Of several the one that starts last applies, then the one entered last.
    private static async Task<ManualOverride?[]> OverridesAsync(HealthScoreDb db, ScoreKind kind, DateOnly day, Dictionary<long, int> place, CancellationToken ct)
    {
        var manual = new ManualOverride?[place.Count];
        var entries = db.ManualOverrides.AsNoTracking().Where(o => o.Kind == kind && o.From <= day && o.To >= day && (o.Ended == null || o.Ended > day)).OrderBy(o => o.From).ThenBy(o => o.Id);
        await foreach (var entry in entries.AsAsyncEnumerable().WithCancellation(ct))
            if (place.TryGetValue(entry.AccountId, out var at))
                manual[at] = entry;
        return manual;
    }
}
