namespace HealthScore.Domain.Reports;

/// <summary>Whose figures a row tells: those of a segment, or of all of them.</summary>
/// <param name="SegmentId">The segment; 0: accounts without one; null: all accounts.</param>
/// <param name="Name">As shown.</param>
public sealed record TrendGroup(int? SegmentId, string Name)
{
    /// <summary>Every account, whatever its segment.</summary>
    public static TrendGroup All { get; } = new(null, "All segments");

    /// <summary>Accounts that are in no segment.</summary>
    public static TrendGroup None { get; } = new(0, "No segment");

    /// <summary>True when accounts of that segment (null: none) count here.</summary>
    public bool Includes(int? segmentId) => SegmentId is null || SegmentId == (segmentId ?? 0);
}
