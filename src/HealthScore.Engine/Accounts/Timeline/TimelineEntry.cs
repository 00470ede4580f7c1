using HealthScore.Engine.Accounts.Acting;

namespace HealthScore.Engine.Accounts.Timeline;

/// <summary>What an entry of a timeline is about.</summary>
public enum TimelineKind
{
    Touch = 1,
    Risk = 2,
    Outcome = 3,
    Stage = 4,
    Segment = 5,
    Owner = 6,
    Arr = 7,
    Override = 8,
    Pulse = 9,
    Survey = 10,
    Referral = 11,
    Goal = 12,
    Milestone = 13,
    Model = 14,
    Start = 15,
    Metric = 16,
}

/// <summary>How a thing that lasts stands on the day of its entry.</summary>
public enum TimelinePhase
{
    Point = 0,
    Began = 1,
    Ended = 2,
}

/// <summary>Something that happened to an account on a day. What the fields say depends on the kind; the words are the page's.</summary>
/// <param name="Key">Tells it from others of its day and kind.</param>
/// <param name="Name">A touch's channel, a risk's type, the new stage, segment, owner or model, a survey's name, a goal's, a milestone's, a changed metric's.</param>
/// <param name="Note">In somebody's own words.</param>
/// <param name="Who">Who recorded it, or the contact who answered.</param>
/// <param name="Value">A score, a figure, the new ARR, a version's number, an outcome's kind.</param>
/// <param name="Other">The ARR before, an outcome's amount, an override's kind.</param>
/// <param name="Until">An override's last day, a pulse's.</param>
/// <param name="Undo">How it is taken back, if it was recorded today.</param>
public sealed record TimelineEntry(
    DateOnly Day, TimelineKind Kind, TimelinePhase Phase, string Key, string? Name, string? Note, string? Who, double? Value, double? Other, DateOnly? Until, Entry? Undo);

/// <summary>A page of a timeline, the newest entries first.</summary>
/// <param name="Next">Where the next page begins; null: this is the last one.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineEntry> Entries, TimelinePlace? Next);
