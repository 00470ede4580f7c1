using System.Globalization;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts.Timeline;
using HealthScore.Web.Shared;

namespace HealthScore.Web.Accounts;

/// <summary>Says what an entry of a timeline says: whole sentences, with numbers, days and money as this user writes them.</summary>
public static class TimelineWords
{
    /// <summary>A word for the entry's kind.</summary>
    public static string Kind(TimelineKind kind) => kind switch
    {
        TimelineKind.Arr => "ARR",
        TimelineKind.Start => "Customer",
        _ => kind.ToString(),
    };

    public static string Of(TimelineEntry e, Currency currency) => (e.Kind, e.Phase) switch
    {
        (TimelineKind.Touch, _) => Capital(e.Name),
        (TimelineKind.Risk, TimelinePhase.Ended) => Say("{0} closed", Risk(e.Name)),
        (TimelineKind.Risk, _) => Say("{0} opened", Risk(e.Name)),
        (TimelineKind.Outcome, _) => Outcome(e, currency),
        (TimelineKind.Stage, _) => e.Name is null ? "Left its stage" : Say("Entered {0}", e.Name),
        (TimelineKind.Segment, _) => e.Name is null ? "No longer in a segment" : Say("Now in segment {0}", e.Name),
        (TimelineKind.Owner, _) => e.Name is null ? "Nobody owns it any more" : Say("Now owned by {0}", e.Name),
        (TimelineKind.Arr, _) => Say(e.Value > e.Other ? "ARR grew from {0} to {1}" : "ARR shrank from {0} to {1}", currency.Full((decimal?)e.Other), currency.Full((decimal?)e.Value)),
        (TimelineKind.Override, TimelinePhase.Ended) => Say("{0} override ended early", Score(e.Other)),
        (TimelineKind.Override, _) => Say("{0} set to {1}, {2}, until {3}", Score(e.Other), Formats.Score(e.Value), Band(e.Name), Formats.Day(e.Until)),
        (TimelineKind.Pulse, _) => e.Until is null ? Say("Pulse {0}", Formats.Number(e.Value)) : Say("Pulse {0}, counts until {1}", Formats.Number(e.Value), Formats.Day(e.Until)),
        (TimelineKind.Survey, _) => Say("{0}: {1}", e.Name?.ToUpperInvariant(), Formats.Number(e.Value)),
        (TimelineKind.Referral, _) => "Referred us to somebody",
        (TimelineKind.Goal, TimelinePhase.Began) => Say("Goal set: {0}, from {1} to {2}", e.Name, Formats.Number(e.Value), Formats.Number(e.Other)),
        (TimelineKind.Goal, TimelinePhase.Ended) => Say("Goal closed: {0}", e.Name),
        (TimelineKind.Goal, _) => Say("{0}: {1} of {2}", e.Name, Formats.Number(e.Value), Formats.Number(e.Other)),
        (TimelineKind.Milestone, _) => Say("Reached: {0}", e.Name),
        (TimelineKind.Metric, _) => Say("{0} measures otherwise", e.Name),
        (TimelineKind.Model, TimelinePhase.Ended) => Say("{0} scores nothing any more", e.Name),
        (TimelineKind.Model, _) => Say("Scored by {0}, version {1}", e.Name, Formats.Number(e.Value)),
        _ => "Became a customer",
    };

    /// <summary>"Champion left" of <c>champion_left</c>.</summary>
    public static string Risk(string? type) => Capital(type?.Replace('_', ' '));

    private static string Outcome(TimelineEntry e, Currency currency)
    {
        var kind = (OutcomeKind)(int)(e.Value ?? 0);
        return e.Other is { } amount && amount > 0 ? Say("{0}: {1}", kind, currency.Full((decimal)amount)) : kind.ToString();
    }

    private static string Score(double? kind) => ((ScoreKind)(int)(kind ?? 0)).ToString();

    private static string Band(string? number) => ((Band)int.Parse(number ?? "0", CultureInfo.InvariantCulture)).Word().ToLowerInvariant();

    private static string Capital(string? text) => string.IsNullOrEmpty(text) ? "" : char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];

    private static string Say(string sentence, params object?[] values) => string.Format(CultureInfo.CurrentCulture, Translations.Of(sentence), values);
}
