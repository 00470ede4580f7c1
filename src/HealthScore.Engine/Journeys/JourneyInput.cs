using HealthScore.Domain.Segments;

namespace HealthScore.Engine.Journeys;

/// <summary>What a journey shall be.</summary>
/// <param name="Id">0: a new one, which comes last.</param>
/// <param name="Revision">The revision that was looked at.</param>
/// <param name="GoesBack">Whether accounts may go back to an earlier stage.</param>
/// <param name="Stages">In their order; a stage that is left out is removed.</param>
public sealed record JourneyInput(int Id, int Revision, string Name, string Description, bool GoesBack, IReadOnlyList<StageInput> Stages);

/// <summary>What a stage shall be.</summary>
/// <param name="Id">0: a new one.</param>
/// <param name="ExpectedDays">Days a customer usually spends in it; null: no expectation.</param>
/// <param name="Entry">The entry rule; null: imports and people put accounts into it.</param>
/// <param name="Milestones">In their order; one that is left out is removed, and what accounts have done of it stays.</param>
public sealed record StageInput(int Id, string Name, int? ExpectedDays, Condition? Entry, IReadOnlyList<MilestoneInput> Milestones);

/// <summary>What a milestone shall be.</summary>
/// <param name="Id">0: a new one.</param>
/// <param name="DueDays">So many days after the stage was entered it is due.</param>
/// <param name="Rule">It is done when this holds; null: people say when.</param>
public sealed record MilestoneInput(int Id, string Name, bool IsRequired, int DueDays, Condition? Rule);
