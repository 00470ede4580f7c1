using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>A measure's part of a score, as far as words need it.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Unit">Behind the value; empty: none.</param>
/// <param name="Value">The value; null: none.</param>
/// <param name="Lost">Points of 100 that it costs; null: it does not count, or the method has no points.</param>
/// <param name="IsShort">True where the method asks for a target and it stays below.</param>
public sealed record MeasureLoss(string Name, string Unit, double? Value, double? Lost, bool IsShort = false);

/// <summary>Why a score stands where it does, in one sentence: what holds it down most.</summary>
/// <param name="Text">Without a full stop, e.g. <c>Logins, total of 30 days at 41 costs 12 points</c>.</param>
/// <param name="Measure">Name of the measure that costs most; null: none does.</param>
public sealed record Standing(string Text, string? Measure)
{
    private const double TooSmall = 0.05;
    private const int MostNamed = 3;

    /// <summary>The sentence; null when the numbers name nothing.</summary>
    /// <param name="measures">The measures of the score.</param>
    /// <param name="computed">The score the model gives; null: none.</param>
    /// <param name="published">The score after rules and overrides; null: none.</param>
    /// <param name="held">Rules and overrides in words that hold.</param>
    /// <param name="culture">For numbers.</param>
    public static Standing? Of(IEnumerable<MeasureLoss> measures, double? computed, double? published, IReadOnlyList<string> held, CultureInfo culture)
    {
        var all = measures.ToList();
        var tooLow = all.Where(m => m.IsShort).ToList();
        var worst = tooLow.Count > 0 ? tooLow[0] : all.Where(m => m.Lost >= TooSmall).MaxBy(m => m.Lost);
        var cost = tooLow.Count > 0 ? 100 - (computed ?? 100) : worst?.Lost ?? 0;
        // What is taken away at the end outweighs a measure only when it is more.
        if (held.Count > 0 && published is { } shown && (computed is not { } made || made - shown > cost))
            return new(Phrases.Say(culture, computed is null ? Phrases.SetBy : Phrases.HeldDown, string.Join("; ", held)), worst?.Name);
        if (tooLow.Count > 0) return new(Short(tooLow, culture), worst!.Name);
        if (worst is { Lost: { } lost }) return new(Costs(worst, lost.ToString("0.#", culture), culture), worst.Name);
        return held.Count > 0 ? new(Phrases.Say(culture, published > computed ? Phrases.HeldUp : Phrases.InForce, string.Join("; ", held)), null) : null;
    }

    private static string Costs(MeasureLoss worst, string points, CultureInfo culture)
    {
        if (worst.Value is not { } value) return points == "1" ? Phrases.Say(culture, Phrases.LacksAndCostsOne, worst.Name) : Phrases.Say(culture, Phrases.LacksAndCosts, worst.Name, points);
        var amount = Reasons.Amount(value, worst.Unit, culture);
        return points == "1" ? Phrases.Say(culture, Phrases.CostsOne, worst.Name, amount) : Phrases.Say(culture, Phrases.Costs, worst.Name, amount, points);
    }

    private static string Short(List<MeasureLoss> tooLow, CultureInfo culture)
    {
        var named = string.Join(", ", tooLow.Take(MostNamed).Select(m => Reasons.At(m.Name, m.Value, m.Unit, culture)));
        return tooLow.Count > MostNamed ? Phrases.Say(culture, Phrases.ShortAndMore, named, tooLow.Count - MostNamed) : Phrases.Say(culture, Phrases.ShortStill, named);
    }
}
