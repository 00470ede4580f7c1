using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Portfolio;

/// <summary>An account whose health moved, and why.</summary>
/// <param name="Reason">The strongest cause in words; null: the numbers name none.</param>
public sealed record Mover(long AccountId, string Name, decimal Arr, double Health, Band Band, Band BandBefore, double Change, string? Reason);

/// <summary>The accounts that moved most in thirty days, down and up.</summary>
public sealed record Movers(IReadOnlyList<Mover> Down, IReadOnlyList<Mover> Up);

/// <summary>Reads the movers of the portfolio with the reason of each.</summary>
public sealed class ReadMovers(IDbContextFactory<HealthScoreDb> factory, NpgsqlDataSource source, ReadingStore readings, OrganisationClock clock)
{
    private const int ComparedDays = 30;
    private const double SmallestMove = 1;

    public async Task<Movers> RunAsync(Actor actor, PortfolioFilter filter, int count, CultureInfo culture, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var moved = db.CurrentAccounts.AsNoTracking().SeenBy(actor).Matching(ReadPortfolio.AsAccounts(filter), clock.Today)
            .Where(a => a.Day != null);
        var down = await moved.Where(a => a.HealthChange <= -SmallestMove).OrderBy(a => a.HealthChange).ThenBy(a => a.AccountId).Take(count).ToListAsync(ct);
        var up = await moved.Where(a => a.HealthChange >= SmallestMove).OrderByDescending(a => a.HealthChange).ThenByDescending(a => a.AccountId).Take(count).ToListAsync(ct);
        var all = down.Concat(up).ToList();
        if (all.Count == 0) return new([], []);

        var (ids, day) = (all.ConvertAll(a => a.AccountId), all.Max(a => a.Day!.Value));
        var before = day.AddDays(-ComparedDays);
        var scores = await db.Scores.AsNoTracking().Where(s => ids.Contains(s.AccountId) && s.Kind == ScoreKind.Health && (s.Day == day || s.Day == before))
            .ToDictionaryAsync(s => (s.AccountId, s.Day), ct);
        var versionIds = scores.Values.Select(s => s.VersionId).Distinct().ToList();
        var versions = await db.ScoringModelVersions.AsNoTracking().Where(v => versionIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        var explainer = new ScoreExplainer(await db.Metrics.AsNoTracking().ToDictionaryAsync(m => m.Key, ct), versions, culture);
        var earlier = new EarlierMeasures(source, readings);
        var movers = new List<Mover>();
        foreach (var a in all)
        {
            string? reason = null;
            if (scores.TryGetValue((a.AccountId, day), out var now) && scores.TryGetValue((a.AccountId, before), out var then)
                && explainer.Reasons(now, then, await earlier.AsOfAsync(db, then, now, ct)) is [var first, ..])
                reason = first.Text;
            movers.Add(new(a.AccountId, a.Name, a.Arr, a.Health!.Value, a.HealthBand, a.HealthBandBefore, a.HealthChange!.Value, reason));
        }

        return new(movers.GetRange(0, down.Count), movers.GetRange(down.Count, up.Count));
    }
}
