namespace HealthScore.Engine.Metrics;

/// <summary>What the accounts of a segment measure on a day.</summary>
/// <param name="Name">The segment; null: accounts without one, or all of them.</param>
/// <param name="Accounts">The active accounts.</param>
/// <param name="Known">How many of them have a value.</param>
/// <param name="Silent">How many have none because the source sends nothing for anybody.</param>
/// <param name="Stale">How many have none because the last reading is too old.</param>
/// <param name="Lower">A quarter of the values are no larger; null: there is no value.</param>
/// <param name="Median">Half of them are no larger.</param>
/// <param name="Upper">Three quarters are no larger.</param>
/// <param name="Steps">The bounds of the steps of the histogram; the outermost hundredth on either side counts in the first and the last. Empty: no account has a value.</param>
/// <param name="Counts">How many values lie in each step.</param>
public sealed record SegmentProfile(
    string? Name, int Accounts, int Known, int Silent, int Stale, double? Lower, double? Median, double? Upper, IReadOnlyList<double> Steps, IReadOnlyList<int> Counts)
{
    /// <summary>How many have none because there is nothing to measure.</summary>
    public int Missing => Accounts - Known - Silent - Stale;

    /// <summary>The share of the accounts with a value; null: there is no account.</summary>
    public double? Coverage => Accounts == 0 ? null : (double)Known / Accounts;
}

/// <summary>What a measure comes to over all accounts that the reader may see, and segment by segment.</summary>
/// <param name="Day">As of which day.</param>
/// <param name="OneIn">1: all accounts; k: there are so many that only every k-th was looked at.</param>
/// <param name="All">All of them.</param>
/// <param name="Segments">In the order of the segments; accounts without one last.</param>
public sealed record MetricProfile(DateOnly Day, int OneIn, SegmentProfile All, IReadOnlyList<SegmentProfile> Segments);

/// <summary>The medians of a segment, month end by month end; null where no account had a value.</summary>
public sealed record SegmentTrend(string? Name, IReadOnlyList<double?> Medians);

/// <summary>How a measure went over the months.</summary>
/// <param name="Days">The month ends, ascending.</param>
public sealed record MetricTrend(IReadOnlyList<DateOnly> Days, SegmentTrend All, IReadOnlyList<SegmentTrend> Segments);
