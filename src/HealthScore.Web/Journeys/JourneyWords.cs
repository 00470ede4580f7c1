using HealthScore.Domain.Segments;
using HealthScore.Engine.Journeys;
using HealthScore.Web.Shared;

namespace HealthScore.Web.Journeys;

/// <summary>Says a journey in plain words.</summary>
public static class JourneyWords
{
    /// <summary>Who enters a stage: <c>accounts for which ARR is at least 5, usually for 90 days</c>.</summary>
    public static string Of(StageInput stage, ConditionWords words) =>
        (stage.Entry is { } entry ? $"accounts for which {words.Of(entry)}" : "accounts that an import or a person puts into it") + (stage.ExpectedDays is > 0 and var days ? $", usually for {Formats.Plural(days, "day")}" : "");

    /// <summary>How many do not get on: <c>3 behind, 1 stuck</c>.</summary>
    public static string OfLate(StageCount count) => count is { Behind: 0, Stuck: 0 } ? "nobody behind or stuck" : $"{Formats.Count(count.Behind)} behind, {Formats.Count(count.Stuck)} stuck";

    /// <summary>What is to be reached: <c>Kick-off, by day 7</c>.</summary>
    public static string Of(MilestoneInput milestone, ConditionWords words) =>
        $"{milestone.Name}, by day {Formats.Count(milestone.DueDays)}{(milestone.IsRequired ? "" : ", not required")}{(milestone.Rule is { } rule ? $"; done when {words.Of(rule)}" : "; marked as done by hand")}";

    /// <summary>What becomes of an account on the journey.</summary>
    public static string Of(JourneyInput journey) =>
        journey.Stages.All(s => s.Entry is null) ? "No stage has an entry rule, so accounts are where imports and people put them."
        : $"An account goes on to the furthest stage whose entry rule holds. {(journey.GoesBack ? "It goes back when nobody put it where it is, the rule there holds no longer and that of an earlier stage does." : "No rule takes it back.")} Where an import or a person puts it, it is.";
}
