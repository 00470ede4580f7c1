using HealthScore.Domain.Segments;

namespace HealthScore.Domain.Journeys;

/// <summary>Something that every account in a stage has to reach.</summary>
public sealed class MilestoneDefinition
{
    /// <summary>Key.</summary>
    public int Id { get; init; }

    /// <summary>The stage it belongs to.</summary>
    public int StageId { get; init; }

    /// <summary>As shown, and as conditions name it; unique within the journey.</summary>
    public required string Name { get; set; }

    /// <summary>Only a required one delays.</summary>
    public bool IsRequired { get; set; } = true;

    /// <summary>So many days after the stage was entered it is due.</summary>
    public int DueDays { get; set; }

    /// <summary>It is done on the first day this holds; null: people say when it is done.</summary>
    public Condition? Rule { get; set; }

    /// <summary>Order in the stage, from 0.</summary>
    public int Position { get; set; }
}

/// <summary>A milestone of one account in one stay in a stage.</summary>
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

    /// <summary>What it was made by; null: it came by itself, without a definition.</summary>
    public int? DefinitionId { get; init; }

    /// <summary>The first day of the stay in the stage that it is for; null: for every stay.</summary>
    public DateOnly? Entered { get; init; }

    /// <summary>Only a required one delays.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>The day it is due.</summary>
    public DateOnly Due { get; init; }

    /// <summary>The day it was reached.</summary>
    public DateOnly? Done { get; set; }

    /// <summary>What tells that it was reached, in people's words or in those of the rule.</summary>
    public string? Evidence { get; set; }

    /// <summary>Who said so; null: a rule, or nobody knows.</summary>
    public string? DoneBy { get; set; }

    /// <summary>The day on which it was said; only on it can it be taken back.</summary>
    public DateOnly? Recorded { get; set; }

    /// <summary>Whether it counts for a stay that began on a day: what an earlier stay has left undone does not delay a later one.</summary>
    public bool IsOf(DateOnly stayBegan) => Entered is not { } entered || entered >= stayBegan;
}
