namespace HealthScore.Domain.Journeys;

/// <summary>A stage of the customer's journey, e.g. Onboarding.</summary>
public sealed class Stage
{
    /// <summary>Key.</summary>
    public int Id { get; init; }

    /// <summary>As shown, and as imports name it; unique.</summary>
    public required string Name { get; set; }

    /// <summary>Order in the journey, from 0.</summary>
    public int Position { get; set; }

    /// <summary>Days a customer usually spends in it; null: no expectation.</summary>
    public int? ExpectedDays { get; set; }
}

/// <summary>Something an account has to reach in a stage.</summary>
public sealed class Milestone
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>Key within the account.</summary>
    public long Id { get; init; }

    /// <summary>As shown.</summary>
    public required string Name { get; init; }

    /// <summary>The stage it belongs to.</summary>
    public int StageId { get; init; }

    /// <summary>Only a required one delays.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>The day it is due.</summary>
    public DateOnly Due { get; init; }

    /// <summary>The day it was reached.</summary>
    public DateOnly? Done { get; set; }
}
