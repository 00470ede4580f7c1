using HealthScore.Engine.Accounts.Timeline;

namespace HealthScore.Web.Accounts;

/// <summary>A part of the timeline to look at.</summary>
/// <param name="Key">In the address.</param>
/// <param name="Name">On the page.</param>
/// <param name="Kinds">What stands in it.</param>
public sealed record TimelinePart(string Key, string Name, IReadOnlyList<TimelineKind> Kinds)
{
    public static IReadOnlyList<TimelinePart> All { get; } =
    [
        new("touches", "Touches", [TimelineKind.Touch]),
        new("risks", "Risks and outcomes", [TimelineKind.Risk, TimelineKind.Outcome]),
        new("judgements", "Judgements", [TimelineKind.Override, TimelineKind.Pulse]),
        new("voice", "Voice", [TimelineKind.Survey, TimelineKind.Referral]),
        new("goals", "Goals", [TimelineKind.Goal, TimelineKind.Milestone]),
        new("changes", "Changes", [TimelineKind.Stage, TimelineKind.Segment, TimelineKind.Owner, TimelineKind.Arr, TimelineKind.Model, TimelineKind.Metric, TimelineKind.Start]),
    ];

    /// <summary>What is marked on the trend: what may have moved the score or the customer.</summary>
    public static IReadOnlyList<TimelineKind> Marked { get; } =
        [TimelineKind.Risk, TimelineKind.Outcome, TimelineKind.Stage, TimelineKind.Segment, TimelineKind.Arr, TimelineKind.Override, TimelineKind.Model, TimelineKind.Metric];
}
