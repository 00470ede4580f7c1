using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts;

namespace HealthScore.Engine.Portfolio;

/// <summary>
/// How many accounts a filter of the grid shows and what they are worth, where the portfolio's sums tell: so that a figure and the grid
/// behind it say the same also where the grid itself stops counting.
/// </summary>
public sealed class SumAccounts(ReadPortfolio portfolio)
{
    /// <summary>Null: the filter asks for what the sums do not tell apart.</summary>
    public async Task<AccountsSum?> RunAsync(Actor actor, AccountFilter filter, CancellationToken ct)
    {
        if (Renewals(filter) is not { } renewals) return null;
        var plain = new AccountFilter
        {
            SegmentId = filter.SegmentId, StageId = filter.StageId, OwnerId = filter.OwnerId, Team = filter.Team, Bands = filter.Bands, IsScored = filter.IsScored,
            Sort = filter.Sort, Descending = filter.Descending, Cursor = filter.Cursor, PageSize = filter.PageSize, Ids = filter.Ids, RiskBands = filter.RiskBands, RenewalAfter = filter.RenewalAfter, RenewalWithin = filter.RenewalWithin,
        };
        if (plain != filter || filter.Ids.Count + filter.RiskBands.Count > 0) return null;
        var sums = await portfolio.SumsAsync(actor, new(filter.SegmentId, filter.StageId, filter.OwnerId, filter.Team), ct);
        var meant = sums.FindAll(s => (filter.Bands.Count == 0 || filter.Bands.Contains(s.Band)) && (filter.IsScored is not { } scored || s.Day is not null == scored) && renewals.Contains(s.Renewal));
        return new(meant.Sum(s => s.Accounts), meant.Sum(s => s.Arr));
    }

    // In which of the periods the renewals lie that are meant, 0 being none; null: the sums do not tell them apart.
    private static int[]? Renewals(AccountFilter filter) => (filter.RenewalAfter, filter.RenewalWithin) switch
    {
        (null, null) => [.. Enumerable.Range(0, RenewalPeriod.All.Count + 1)],
        (null or 0, RenewalPeriod.Last) => [.. Enumerable.Range(1, RenewalPeriod.All.Count)],
        var (from, to) => RenewalPeriod.All.Index().Where(p => p.Item.From == (from ?? 0) && p.Item.To == to).Select(p => p.Index + 1).ToArray() is [var one] ? [one] : null,
    };
}
