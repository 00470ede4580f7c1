namespace HealthScore.Web.Shared.Charts;

/// <summary>What was in each band at the end of a month.</summary>
/// <param name="Month">Any day of it.</param>
/// <param name="Shares">Worst band first.</param>
/// <param name="Href">Where the month is told in full.</param>
public sealed record MonthShares(DateOnly Month, IReadOnlyList<BandShare> Shares, string? Href = null)
{
    public double Whole => Shares.Sum(s => s.Size);
}
