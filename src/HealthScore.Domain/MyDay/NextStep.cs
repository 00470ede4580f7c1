using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.MyDay;

/// <summary>Everything that can be advised: nothing else ever is.</summary>
public enum NextStepKind
{
    /// <summary>A contract in danger is up for renewal soon.</summary>
    CallBeforeRenewal = 1,

    /// <summary>The champion left.</summary>
    FindChampion = 2,

    /// <summary>Another risk event is open.</summary>
    SettleRisk = 3,

    /// <summary>A required milestone of the present stage is overdue.</summary>
    CatchUpMilestone = 4,

    /// <summary>Nobody spoke with them for long, or ever.</summary>
    GetInTouch = 5,

    /// <summary>Less data than a judgement needs.</summary>
    RestoreData = 6,

    /// <summary>The measure that costs most points.</summary>
    RaiseMeasure = 7,

    /// <summary>No fact says more.</summary>
    LookIn = 8,
}

/// <summary>What is known of an account that needs somebody.</summary>
public sealed record NextStepFacts
{
    /// <summary>The organisation's day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Health.</summary>
    public required Band Band { get; init; }

    /// <summary>The next renewal; null: none is known.</summary>
    public DateOnly? Renewal { get; init; }

    /// <summary>Types of the risk events that are open, e.g. <c>champion_left</c>.</summary>
    public IReadOnlyList<string> OpenRisks { get; init; } = [];

    /// <summary>The required milestone of the present stage that is overdue longest; null: none.</summary>
    public string? LateMilestone { get; init; }

    /// <summary>The day it was due.</summary>
    public DateOnly? LateSince { get; init; }

    /// <summary>The last day somebody spoke with them, by touches and contacts; null: none is recorded.</summary>
    public DateOnly? LastContact { get; init; }

    /// <summary>The score's coverage, 0–1; null: no score.</summary>
    public double? Coverage { get; init; }

    /// <summary>Name of the measure that costs most points; null: none stands out.</summary>
    public string? CostliestMeasure { get; init; }
}

/// <summary>What to do about an account next: the first rule that its facts fulfil, in words without a full stop.</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Text">For people, e.g. <c>Call before the renewal on 14 Dec</c>.</param>
public sealed record NextStep(NextStepKind Kind, string Text)
{
    /// <summary>A red account is called so many days before its renewal.</summary>
    public const int RedRenewalDays = 60;

    /// <summary>A yellow account is called so many days before its renewal.</summary>
    public const int YellowRenewalDays = 30;

    /// <summary>So many days without a contact are too many.</summary>
    public const int SilentDays = 60;

    /// <summary>Coverage below which data comes first, 0–1.</summary>
    public const double EnoughCoverage = 0.6;

    private const string ChampionLeft = "champion_left";

    /// <summary>The next step of an account.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="culture">For days and numbers.</param>
    public static NextStep Of(NextStepFacts facts, CultureInfo culture)
    {
        if (facts.Renewal is { } renewal && renewal >= facts.Today && renewal.DayNumber - facts.Today.DayNumber <= RenewalDays(facts.Band))
            return new(NextStepKind.CallBeforeRenewal, renewal == facts.Today ? Phrases.Say(Phrases.CallToday) : Phrases.Say(culture, Phrases.CallBefore, Day(renewal)));
        if (facts.OpenRisks.Contains(ChampionLeft)) return new(NextStepKind.FindChampion, Phrases.Say(Phrases.FindChampion));
        if (facts.OpenRisks is [var risk, ..]) return new(NextStepKind.SettleRisk, Phrases.Say(culture, Phrases.SettleRisk, risk.Replace('_', ' ')));
        if (facts is { LateMilestone: { } milestone, LateSince: { } due }) return new(NextStepKind.CatchUpMilestone, Phrases.Say(culture, Phrases.ReachMilestone, milestone, Day(due)));
        if (facts.LastContact is not { } last) return new(NextStepKind.GetInTouch, Phrases.Say(Phrases.FirstContact));
        if (facts.Today.DayNumber - last.DayNumber is >= SilentDays and var days) return new(NextStepKind.GetInTouch, Phrases.Say(culture, Phrases.GetInTouch, days));
        if (facts.Coverage is { } coverage and < EnoughCoverage) return new(NextStepKind.RestoreData, Phrases.Say(culture, Phrases.RestoreData, (coverage * 100).ToString("0", culture)));
        if (facts.CostliestMeasure is { } measure) return new(NextStepKind.RaiseMeasure, Phrases.Say(culture, Phrases.TalkAbout, measure));
        return new(NextStepKind.LookIn, Phrases.Say(Phrases.LookIn));

        string Day(DateOnly day) => Days.Short(day, culture);
    }

    private static int RenewalDays(Band band) => band switch { Band.Red => RedRenewalDays, Band.Yellow => YellowRenewalDays, _ => -1 };
}
