using System.Globalization;

namespace HealthScore.Domain.Scoring;

/// <summary>A measure's part of a score, as far as words need it.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Unit">Behind the value; empty: none.</param>
/// <param name="Value">The value; null: none.</param>
/// <param name="Lost">Points of 100 that it costs; null: it does not count, or the method has no points.</param>
public sealed record MeasureLoss(string Name, string Unit, double? Value, double? Lost);

/// <summary>Why a score stands where it does, in one sentence: what holds it down most.</summary>
/// <param name="Text">Without a full stop, e.g. <c>Logins, total of 30 days at 41 costs 12 points</c>.</param>
/// <param name="Measure">Name of the measure that costs most; null: none does.</param>
public sealed record Standing(string Text, string? Measure)
{
    private const double TooSmall = 0.05;

    /// <summary>The sentence; null when the numbers name nothing.</summary>
    /// <param name="measures">The measures of the score.</param>
    /// <param name="computed">The score the model gives; null: none.</param>
    /// <param name="published">The score after rules and overrides; null: none.</param>
    /// <param name="held">Rules and overrides in words that hold.</param>
    /// <param name="culture">For numbers.</param>
    public static Standing? Of(IEnumerable<MeasureLoss> measures, double? computed, double? published, IReadOnlyList<string> held, CultureInfo culture)
    {
        var worst = measures.Where(m => m.Lost >= TooSmall).MaxBy(m => m.Lost);
        // What is taken away at the end outweighs a measure only when it is more.
        if (held.Count > 0 && published is { } shown && (computed is not { } made || made - shown > (worst?.Lost ?? 0))) return new($"Held down by {string.Join("; ", held)}", worst?.Name);
        if (worst is not { Lost: { } lost }) return held.Count > 0 ? new($"In force: {string.Join("; ", held)}", null) : null;
        var points = lost.ToString("0.#", culture);
        var cost = $"costs {points} {(points == "1" ? "point" : "points")}";
        return new(worst.Value is { } value ? $"{worst.Name} at {Reasons.Amount(value, worst.Unit, culture)} {cost}" : $"{worst.Name} has no value and {cost}", worst.Name);
    }
}
