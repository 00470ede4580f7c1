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
        var plain = new AccountFilter
        {
            SegmentId = filter.SegmentId, StageId = filter.StageId, OwnerId = filter.OwnerId, Team = filter.Team, Bands = filter.Bands, IsScored = filter.IsScored,
            Sort = filter.Sort, Descending = filter.Descending, Cursor = filter.Cursor, PageSize = filter.PageSize, Ids = filter.Ids, RiskBands = filter.RiskBands,
        };
        if (plain != filter || filter.Ids.Count + filter.RiskBands.Count > 0) return null;
        var sums = await portfolio.SumsAsync(actor, new(filter.SegmentId, filter.StageId, filter.OwnerId, filter.Team), ct);
        var meant = sums.FindAll(s => (filter.Bands.Count == 0 || filter.Bands.Contains(s.Band)) && (filter.IsScored is not { } scored || s.Day is not null == scored));
        return new(meant.Sum(s => s.Accounts), meant.Sum(s => s.Arr));
    }
}
