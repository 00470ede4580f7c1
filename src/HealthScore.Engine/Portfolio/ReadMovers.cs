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

/// <summary>The accounts that moved most since the day that is compared with, down and up.</summary>
/// <param name="Fell">How many fell by <see cref="AccountFilter.SmallestMove"/> or more; counted up to <see cref="ListAccounts.MostCounted"/> and one.</param>
/// <param name="Rose">How many rose, in the same way.</param>
/// <param name="Since">That day (<see cref="ComparedDay"/>); null: there is none, and nobody can tell who moved.</param>
public sealed record Movers(IReadOnlyList<Mover> Down, IReadOnlyList<Mover> Up, int Fell, int Rose, DateOnly? Since);

/// <summary>Reads the movers of the portfolio with the reason of each.</summary>
public sealed class ReadMovers(IDbContextFactory<HealthScoreDb> factory, NpgsqlDataSource source, ReadingStore readings, OrganisationClock clock)
{
    public async Task<Movers> RunAsync(Actor actor, PortfolioFilter filter, int count, CultureInfo culture, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var accounts = db.CurrentAccounts.AsNoTracking().SeenBy(actor);
        var fell = accounts.Matching(ReadPortfolio.AsAccounts(filter) with { Moved = Crossing.Fell }, clock.Today, db);
        var rose = accounts.Matching(ReadPortfolio.AsAccounts(filter) with { Moved = Crossing.Rose }, clock.Today, db);
        var down = await fell.OrderBy(a => a.HealthChange).ThenBy(a => a.AccountId).Take(count).ToListAsync(ct);
        var up = await rose.OrderByDescending(a => a.HealthChange).ThenByDescending(a => a.AccountId).Take(count).ToListAsync(ct);
        var all = down.Concat(up).ToList();
        var since = await CurrentSql.ComparedDayAsync(source, ct);
        if (all.Count == 0) return new([], [], 0, 0, since);

        var reasons = await new AccountReasons(source, readings).ReadAsync(db, all, culture, ct);
        var movers = all.ConvertAll(a => new Mover(
            a.AccountId, a.Name, a.Arr, a.Health!.Value, a.HealthBand, a.HealthBandBefore, a.HealthChange!.Value, reasons.GetValueOrDefault(a.AccountId)?.Moved is [var first, ..] ? first.Text : null));
        return new(
            movers.GetRange(0, down.Count), movers.GetRange(down.Count, up.Count),
            await fell.Take(ListAccounts.MostCounted + 1).CountAsync(ct), await rose.Take(ListAccounts.MostCounted + 1).CountAsync(ct), since);
    }
}
