using HealthScore.Domain.Metrics;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>Many accounts as of a day, column by column: what stands at one index of each list is one account's, in the order of their ids.</summary>
/// <param name="Day">The day.</param>
/// <param name="OneIn">1: all accounts; k: they are so many that only every k-th was kept, and shares and quantiles are those of this sample.</param>
/// <param name="AccountIds">Whose.</param>
/// <param name="SegmentIds">The segment on the day; null: none.</param>
/// <param name="StageIds">The stage on the day; null: none.</param>
/// <param name="OwnerIds">The owner on the day; null: none.</param>
/// <param name="Arr">Annual recurring revenue on the day.</param>
/// <param name="Columns">The measures, in the order of the request.</param>
public sealed record MeasuredAccounts(
    DateOnly Day, int OneIn, IReadOnlyList<long> AccountIds, IReadOnlyList<int?> SegmentIds, IReadOnlyList<int?> StageIds, IReadOnlyList<int?> OwnerIds, IReadOnlyList<decimal> Arr,
    IReadOnlyList<MeasuredColumn> Columns)
{
    /// <summary>How many accounts.</summary>
    public int Count => AccountIds.Count;
}

/// <summary>One measure of many accounts.</summary>
/// <param name="Source">What was measured.</param>
/// <param name="Values">NaN where there is none.</param>
/// <param name="Statuses">Whether there is a value, and if not, why.</param>
public sealed record MeasuredColumn(MeasureSource Source, double[] Values, MeasureStatus[] Statuses);
