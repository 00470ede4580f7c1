using HealthScore.Domain.Journeys;
using HealthScore.Domain.Segments;

namespace HealthScore.Engine.Journeys;

/// <summary>What a journey shall be.</summary>
/// <param name="Id">0: a new one, which comes last.</param>
/// <param name="Revision">The revision that was looked at.</param>
/// <param name="GoesBack">Whether accounts may go back to an earlier stage.</param>
/// <param name="Stages">In their order; a stage that is left out is removed.</param>
public sealed record JourneyInput(int Id, int Revision, string Name, string Description, bool GoesBack, IReadOnlyList<StageInput> Stages)
{
    /// <summary>A journey as it is saved; null: there is none of this key.</summary>
    internal static JourneyInput? Of(JourneyMap map, int journeyId)
    {
        if (map.Journeys.FirstOrDefault(j => j.Journey.Id == journeyId) is not { Journey: var journey } order) return null;
        var milestones = map.Milestones.ToLookup(m => m.StageId, m => new MilestoneInput(m.Id, m.Name, m.IsRequired, m.DueDays, m.Rule));
        return new(journey.Id, journey.Revision, journey.Name, journey.Description, journey.GoesBack, [.. order.Stages.Select(s => new StageInput(s.Id, s.Name, s.ExpectedDays, s.Entry, [.. milestones[s.Id]]))]);
    }
}

/// <summary>What a stage shall be.</summary>
/// <param name="Id">0: a new one.</param>
/// <param name="ExpectedDays">Days a customer usually spends in it; null: no expectation.</param>
/// <param name="Entry">The entry rule; null: imports and people put accounts into it.</param>
/// <param name="Milestones">In their order; one that is left out is removed, and what accounts have done of it stays.</param>
public sealed record StageInput(int Id, string Name, int? ExpectedDays, Condition? Entry, IReadOnlyList<MilestoneInput> Milestones)
{
    /// <summary>True: somebody wrote the entry rule anew, so that its names mean what has them now, even where it says what it said.</summary>
    public bool IsEntryNew { get; init; }
}

/// <summary>What a milestone shall be.</summary>
/// <param name="Id">0: a new one.</param>
/// <param name="DueDays">So many days after the stage was entered it is due.</param>
/// <param name="Rule">It is done when this holds; null: people say when.</param>
public sealed record MilestoneInput(int Id, string Name, bool IsRequired, int DueDays, Condition? Rule)
{
    /// <summary>The same of its rule.</summary>
    public bool IsRuleNew { get; init; }
}
