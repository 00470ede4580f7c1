using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
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
    private const double SmallestMove = 1;

    public async Task<Movers> RunAsync(Actor actor, PortfolioFilter filter, int count, CultureInfo culture, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var moved = db.CurrentAccounts.AsNoTracking().SeenBy(actor).Matching(ReadPortfolio.AsAccounts(filter), clock.Today, db)
            .Where(a => a.Day != null);
        var down = await moved.Where(a => a.HealthChange <= -SmallestMove).OrderBy(a => a.HealthChange).ThenBy(a => a.AccountId).Take(count).ToListAsync(ct);
        var up = await moved.Where(a => a.HealthChange >= SmallestMove).OrderByDescending(a => a.HealthChange).ThenByDescending(a => a.AccountId).Take(count).ToListAsync(ct);
        var all = down.Concat(up).ToList();
        if (all.Count == 0) return new([], []);

        var reasons = await new AccountReasons(source, readings).ReadAsync(db, all, culture, ct);
        var movers = all.ConvertAll(a => new Mover(
            a.AccountId, a.Name, a.Arr, a.Health!.Value, a.HealthBand, a.HealthBandBefore, a.HealthChange!.Value, reasons.GetValueOrDefault(a.AccountId)?.Moved is [var first, ..] ? first.Text : null));
        return new(movers.GetRange(0, down.Count), movers.GetRange(down.Count, up.Count));
    }
}
