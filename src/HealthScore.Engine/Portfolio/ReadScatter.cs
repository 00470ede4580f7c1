using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Portfolio;

/// <summary>An account by its health and its chance to grow.</summary>
public sealed record ScatterDot(long AccountId, string Name, double Health, double Expansion, Band Band, decimal Arr);

/// <summary>Accounts that lie close together: a square of <see cref="ReadScatter.BinWidth"/> points.</summary>
/// <param name="Health">Where it begins.</param>
/// <param name="Expansion">Where it begins.</param>
public sealed record ScatterBin(double Health, double Expansion, int Accounts, decimal Arr);

/// <summary>Health by expansion.</summary>
/// <param name="Dots">All accounts that have both scores, or of many those with the most ARR.</param>
/// <param name="Bins">Of many: all of them in squares; of few: empty.</param>
/// <param name="Shown">How many accounts have both scores.</param>
/// <param name="WithoutHealth">Accounts without a health score.</param>
/// <param name="WithoutExpansion">Accounts without an expansion score.</param>
public sealed record ScatterView(IReadOnlyList<ScatterDot> Dots, IReadOnlyList<ScatterBin> Bins, int Shown, int WithoutHealth, int WithoutExpansion);

/// <summary>Health by expansion, of as many accounts as there are: single ones while they can be told apart, squares of them beyond.</summary>
public sealed class ReadScatter(IDbContextFactory<HealthScoreDb> factory, SumCache cache, OrganisationClock clock)
{
    /// <summary>Points of score on a side of a square.</summary>
    public const int BinWidth = 5;

    /// <summary>More dots nobody tells apart.</summary>
    public const int MostDots = 400;

    private const int BiggestDots = 40;
    private const int LastBin = (100 / BinWidth) - 1;

    public Task<ScatterView> RunAsync(Actor actor, PortfolioFilter filter, CancellationToken ct) =>
        cache.ReadAsync(new("scatter", actor.Scope, filter, clock.Today), () => ReadAsync(actor, filter, ct), ct);

    private async Task<ScatterView> ReadAsync(Actor actor, PortfolioFilter filter, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        // The accounts of the figures beside it: those that were looked at.
        var accounts = db.CurrentAccounts.AsNoTracking().SeenBy(actor).Matching(ReadPortfolio.AsAccounts(filter) with { IsScored = true }, clock.Today, db);
        var without = await accounts.GroupBy(_ => 1).Select(g => new { All = g.Count(), Health = g.Count(a => a.Health == null), Expansion = g.Count(a => a.Expansion == null), Both = g.Count(a => a.Health != null && a.Expansion != null) }).SingleOrDefaultAsync(ct);
        var scored = accounts.Where(a => a.Health != null && a.Expansion != null);
        var isFew = without is null || without.Both <= MostDots;
        var dots = await scored.OrderByDescending(a => a.Arr).ThenBy(a => a.AccountId).Take(isFew ? MostDots : BiggestDots)
            .Select(a => new ScatterDot(a.AccountId, a.Name, a.Health!.Value, a.Expansion!.Value, a.HealthBand, a.Arr)).ToListAsync(ct);
        return new(dots, isFew ? [] : await BinsAsync(scored, ct), without?.Both ?? 0, without?.Health ?? 0, without?.Expansion ?? 0);
    }

    // A score of 100 lies in the last square.
    private static async Task<List<ScatterBin>> BinsAsync(IQueryable<AccountCurrent> scored, CancellationToken ct)
    {
        var bins = await scored.GroupBy(a => new { Health = Math.Floor(a.Health!.Value / BinWidth), Expansion = Math.Floor(a.Expansion!.Value / BinWidth) })
            .Select(g => new { g.Key.Health, g.Key.Expansion, Accounts = g.Count(), Arr = g.Sum(a => a.Arr) }).ToListAsync(ct);
        return [.. bins.GroupBy(b => (Health: Math.Min(b.Health, LastBin), Expansion: Math.Min(b.Expansion, LastBin)))
            .Select(g => new ScatterBin(g.Key.Health * BinWidth, g.Key.Expansion * BinWidth, g.Sum(b => b.Accounts), g.Sum(b => b.Arr)))];
    }
}
