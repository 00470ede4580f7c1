namespace HealthScore.Domain.Accounts;

/// <summary>What holds for an account from a day on, until the day before the next state: its history by day.</summary>
public sealed class AccountState
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>First day it holds.</summary>
    public DateOnly From { get; init; }

    /// <summary>Segment, or none.</summary>
    public int? SegmentId { get; set; }

    /// <summary>True when a condition decided on the segment, and an import or a person had named another or none.</summary>
    public bool IsPlaced { get; set; }

    /// <summary>The segment that an import or a person named, where <see cref="IsPlaced"/>.</summary>
    public int? GivenSegmentId { get; set; }

    /// <summary>Journey stage, or none.</summary>
    public int? StageId { get; set; }

    /// <summary>True when an entry rule decided on the stage, and an import or a person had named another or none.</summary>
    public bool IsStaged { get; set; }

    /// <summary>The stage that an import or a person named, where <see cref="IsStaged"/>.</summary>
    public int? GivenStageId { get; set; }

    /// <summary>Owner (CSM), or none.</summary>
    public int? OwnerId { get; set; }

    /// <summary>Annual recurring revenue in the organisation's currency; 0 when not known.</summary>
    public decimal Arr { get; set; }
}
