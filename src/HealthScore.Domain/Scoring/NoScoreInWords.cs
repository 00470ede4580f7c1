using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Says why a model that applies gives no score.</summary>
public static class NoScoreInWords
{
    /// <summary>One sentence without a full stop; what is required comes first, because no other data makes up for it.</summary>
    /// <param name="required">Names of the measures that are required and have no value.</param>
    /// <param name="coverage">The share of the model's weight with data, 0–1.</param>
    /// <param name="minCoverage">What it takes, 0–1.</param>
    /// <param name="isSet">True when a person set one: then there is a score, only no computed one.</param>
    /// <param name="culture">For numbers.</param>
    public static string Of(IReadOnlyList<string> required, double coverage, double minCoverage, bool isSet, CultureInfo culture) =>
        Phrases.Say(culture, isSet ? Phrases.NoComputedScore : Phrases.NoScoreAtAll, Why(required, coverage, minCoverage, culture));

    private static string Why(IReadOnlyList<string> required, double coverage, double minCoverage, CultureInfo culture)
    {
        if (required.Count > 0) return Phrases.Say(culture, Phrases.LacksRequired, string.Join(", ", required));
        if (Rounding.Tidy(coverage) >= minCoverage) return Phrases.Say(Phrases.LacksEverything);
        // Rounded away from each other, so that 49.9 of 50 does not read as enough.
        return Phrases.Say(culture, Phrases.LacksCoverage, Math.Floor(Rounding.Tidy(coverage * 100)).ToString("0", culture), Phrases.Number(Math.Round(minCoverage * 100, 1), culture));
    }
}
