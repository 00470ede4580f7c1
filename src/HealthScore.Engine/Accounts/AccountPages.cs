using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>
/// Walks through accounts in an order: first those that have a value, then those that have none. Every page is found by its
/// neighbour's place and costs the same, however deep it lies.
/// </summary>
/// <param name="accounts">Those that match.</param>
/// <param name="order">By what.</param>
/// <param name="descending">Highest first.</param>
/// <param name="total">How many match, where that is known: nobody looks for more.</param>
internal sealed class AccountPages(IQueryable<AccountCurrent> accounts, AccountOrder order, bool descending, int? total = null)
{
    private enum Part
    {
        Valued,
        Unvalued,
    }

    /// <summary>All of them: queries whose rows, one after the other, stand in the order.</summary>
    public IEnumerable<IQueryable<AccountCurrent>> InOrder() => Parts(isBackward: false).Select(part => Sorted(part, Beyond(part, null, isBackward: false)!, descending));

    /// <summary>So many accounts behind the place, or from the beginning.</summary>
    public async Task<List<AccountCurrent>> BehindAsync(AccountPlace? place, int count, CancellationToken ct) => await TakeAsync(place, count, isBackward: false, ct);

    /// <summary>So many accounts ahead of the place, or of the end; in the order's direction all the same.</summary>
    public async Task<List<AccountCurrent>> AheadAsync(AccountPlace? place, int count, CancellationToken ct)
    {
        var rows = await TakeAsync(place, count, isBackward: true, ct);
        rows.Reverse();
        return rows;
    }

    /// <summary>How many accounts are ahead of the place, counted up to a limit.</summary>
    public async Task<int> CountAheadAsync(AccountPlace place, int most, CancellationToken ct)
    {
        var count = 0;
        foreach (var part in Parts(isBackward: true))
            if (Beyond(part, place, isBackward: true) is { } ahead && count < most) count += await ahead.Take(most - count).CountAsync(ct);
        return count;
    }

    private async Task<List<AccountCurrent>> TakeAsync(AccountPlace? place, int count, bool isBackward, CancellationToken ct)
    {
        List<AccountCurrent> rows = [];
        if (place is null && total < count) count = total.Value;
        foreach (var part in Parts(isBackward))
        {
            if (rows.Count == count || Beyond(part, place, isBackward) is not { } beyond) continue;
            rows.AddRange(await Sorted(part, beyond, falling: descending != isBackward).AsNoTracking().Take(count - rows.Count).ToListAsync(ct));
        }

        return rows;
    }

    private IQueryable<AccountCurrent> Sorted(Part part, IQueryable<AccountCurrent> some, bool falling) =>
        part == Part.Valued ? order.Sort(some, falling) : falling ? some.OrderByDescending(a => a.AccountId) : some.OrderBy(a => a.AccountId);

    private IEnumerable<Part> Parts(bool isBackward) =>
        !order.HasGaps ? [Part.Valued] : isBackward ? [Part.Unvalued, Part.Valued] : [Part.Valued, Part.Unvalued];

    // Null: the part lies on the other side of the place.
    private IQueryable<AccountCurrent>? Beyond(Part part, AccountPlace? place, bool isBackward)
    {
        var all = part == Part.Valued ? order.WithValue(accounts) : order.WithoutValue(accounts);
        if (place is null) return all;
        var home = place.Key is null ? Part.Unvalued : Part.Valued;
        if (part != home) return part == Part.Unvalued == !isBackward ? all : null;
        var falling = descending != isBackward;
        return part == Part.Valued ? order.Behind(all, place, falling)
            : falling ? all.Where(a => a.AccountId < place.Id) : all.Where(a => a.AccountId > place.Id);
    }
}
