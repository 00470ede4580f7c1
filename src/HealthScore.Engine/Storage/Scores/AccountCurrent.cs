using HealthScore.Domain.Journeys;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>What the pages show of an account now: one narrow row, rebuilt by every run and touched by every import.</summary>
public sealed class AccountCurrent
{
    public long AccountId { get; init; }
    public required string Name { get; init; }
    public bool Active { get; init; }
    public int? SegmentId { get; init; }
    public int? StageId { get; init; }
    public int? OwnerId { get; init; }

    /// <summary>The first day of its stay in the stage; null: it is in none.</summary>
    public DateOnly? StageSince { get; init; }

    /// <summary>How it gets on in the stage, as of the day of this row.</summary>
    public Progress Progress { get; init; }
    public decimal Arr { get; init; }
    public DateOnly? Renewal { get; init; }

    /// <summary>The day of the scores; null: never scored.</summary>
    public DateOnly? Day { get; init; }
    public bool Provisional { get; init; }
    public double? Health { get; init; }
    public Band HealthBand { get; init; }

    /// <summary>On the day that is compared with (<see cref="Domain.Scoring.ComparedDay"/>).</summary>
    public double? HealthBefore { get; init; }

    /// <summary>What health gained since; computed by the database, so that it can be sorted by an index.</summary>
    public double? HealthChange { get; init; }
    public Band HealthBandBefore { get; init; }

    /// <summary>On the eve: the day before the last working day that was scored for good.</summary>
    public double? HealthEve { get; init; }
    public Band HealthBandEve { get; init; }

    /// <summary>What the accounts that need somebody are ranked by; 0: it needs nobody.</summary>
    public double Stake { get; init; }
    public double? Risk { get; init; }
    public Band RiskBand { get; init; }
    public double? Expansion { get; init; }
    public Band ExpansionBand { get; init; }
    public double? Coverage { get; init; }
    public int? VersionId { get; init; }
}
