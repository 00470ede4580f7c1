using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>A step of a waterfall: a cause, and the score before and behind it, all as shown.</summary>
/// <param name="Kind">The term it belongs to; null: several small causes together.</param>
/// <param name="Text">The cause in words.</param>
/// <param name="Points">What it moved.</param>
/// <param name="From">The score before it.</param>
/// <param name="To">The score behind it.</param>
/// <param name="MeasureId">The measure that moved, of an input.</param>
public sealed record WaterfallStep(CauseKind? Kind, string Text, double Points, double From, double To, string? MeasureId);

/// <summary>
/// A change of a score as shown: every number has one decimal, and they add up, the steps from the first score to the last, to
/// the last decimal.
/// </summary>
/// <param name="Before">The earlier score.</param>
/// <param name="After">The later score.</param>
/// <param name="Steps">The strongest first; small ones are put together.</param>
public sealed record Waterfall(double Before, double After, IReadOnlyList<WaterfallStep> Steps)
{
    /// <summary>How many decimals are shown.</summary>
    public const int Decimals = 1;

    private const int MostSteps = 8;

    /// <summary>What the later score is more than the earlier one, as shown.</summary>
    public double Change => Math.Round(After - Before, Decimals);

    /// <summary>Lays the causes of a change side by side.</summary>
    /// <param name="before">The earlier published score.</param>
    /// <param name="after">The later published score.</param>
    /// <param name="reasons">What <see cref="Reasons"/> says of the change.</param>
    /// <param name="culture">For numbers in words.</param>
    public static Waterfall Of(double before, double after, IReadOnlyList<Reason> reasons, CultureInfo culture)
    {
        var (first, last) = (Shown(before), Shown(after));
        var all = reasons.Count > 0 || first == last ? reasons : [new(Phrases.Say(Phrases.TinyCauses), last - first, CauseKind.Input)];
        var points = Apportion.Round([.. all.Select(r => r.Points)], last - first, Decimals);
        var shown = all.Zip(points, (reason, p) => (reason, p)).Where(s => s.p != 0).Take(MostSteps).ToList();
        var steps = new List<WaterfallStep>();
        var at = first;
        foreach (var (reason, p) in shown)
        {
            steps.Add(new(reason.Kind, reason.Text, p, at, Shown(at + p), reason.MeasureId));
            at = steps[^1].To;
        }

        if (all.Count > shown.Count)
            steps.Add(new(null, Phrases.Say(culture, Phrases.SmallerCauses, all.Count - shown.Count), Shown(last - at), at, last, null));
        return new(first, last, steps);
    }

    /// <summary>The change in one sentence without a full stop, e.g. <c>Health fell by 8.6 points to 50.0 since 14 Mar 2026</c>.</summary>
    /// <param name="name">What the score is called.</param>
    /// <param name="since">The earlier day.</param>
    /// <param name="culture">For the numbers and the day.</param>
    public string InWords(string name, DateOnly since, CultureInfo culture)
    {
        var (points, after, day) = (Math.Abs(Change).ToString("0.0", culture), After.ToString("0.0", culture), Phrases.Day(since, culture));
        return Change == 0 ? Phrases.Say(culture, Phrases.StayedSince, name, after, day) : Phrases.Say(culture, Change < 0 ? Phrases.Fell : Phrases.Rose, name, points, after, day);
    }

    private static double Shown(double score) => Math.Round(Rounding.Tidy(score), Decimals, MidpointRounding.AwayFromZero);
}
