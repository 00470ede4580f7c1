using System.Globalization;

namespace HealthScore.Domain.Scoring;

/// <summary>A cause of a change in plain words, with the points it moved.</summary>
/// <param name="Text">A short sentence without a full stop, e.g. <c>Logins, total of 30 days fell 62 % to 41</c>.</param>
/// <param name="Points">Points of the score, negative when it fell.</param>
public sealed record Reason(string Text, double Points);

/// <summary>A measure before and after, as far as words need it.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Unit">Behind the value; empty: none.</param>
/// <param name="Before">The value then; null: none.</param>
/// <param name="After">The value now; null: none.</param>
public sealed record MeasureMove(string Name, string Unit, double? Before, double? After);

/// <summary>Puts the decomposition of a change into words: nothing is said that the numbers do not say.</summary>
public static class Reasons
{
    private const double TooSmall = 0.005;

    /// <summary>Every cause that moved the score, the strongest in the direction of the change first.</summary>
    /// <param name="why">The decomposition.</param>
    /// <param name="moves">The measures by id.</param>
    /// <param name="rulesInWords">What rules and overrides hold now, e.g. <c>champion left: at most 60</c>; null: none.</param>
    /// <param name="culture">For numbers.</param>
    public static IReadOnlyList<Reason> Of(WhyItMoved why, IReadOnlyDictionary<string, MeasureMove> moves, string? rulesInWords, CultureInfo culture)
    {
        var reasons = new List<Reason>();
        foreach (var input in why.Inputs)
            if (moves.TryGetValue(input.MeasureId, out var move))
                reasons.Add(new(Of(move, culture), input.Points));
        reasons.Add(new("A new model version weighs things differently", why.Model));
        reasons.Add(new(Data(moves.Values, why.Data), why.Data));
        reasons.Add(new(rulesInWords is null ? "A rule or override no longer holds" : $"Rule or override in force ({rulesInWords})", why.Override));
        var sign = Math.Sign(why.Change);
        return [.. reasons.Where(r => Math.Abs(r.Points) >= TooSmall).OrderByDescending(r => sign == 0 ? Math.Abs(r.Points) : r.Points * sign)];
    }

    private static string Of(MeasureMove move, CultureInfo culture)
    {
        if (move is not { Before: { } before, After: { } after }) return move.Name;
        var unit = move.Unit.Length == 0 ? "" : $" {move.Unit}";
        var verb = after < before ? "fell" : after > before ? "rose" : "stayed";
        if (after == before) return string.Create(culture, $"{move.Name} stayed at {after:0.##}{unit}");
        // A share of a change is only clear for amounts above zero that are no percentages themselves.
        return move.Unit is "%" or "days" || before <= 0 || after < 0
            ? string.Create(culture, $"{move.Name} {verb} from {before:0.##} to {after:0.##}{unit}")
            : string.Create(culture, $"{move.Name} {verb} {Math.Abs(after / before - 1) * 100:0} % to {after:0.##}{unit}");
    }

    private static string Data(IEnumerable<MeasureMove> moves, double points)
    {
        var lost = moves.Where(m => m.Before is not null && m.After is null).Select(m => m.Name).ToList();
        var back = moves.Where(m => m.Before is null && m.After is not null).Select(m => m.Name).ToList();
        return (lost.Count, back.Count) switch
        {
            (> 0, 0) => $"No data any more for {string.Join(", ", lost)}",
            (0, > 0) => $"Data is there again for {string.Join(", ", back)}",
            (> 0, > 0) => $"Data is there for {string.Join(", ", back)}, no longer for {string.Join(", ", lost)}",
            _ => points < 0 ? "Other measures weigh more since data changed" : "Measures weigh differently since data changed",
        };
    }
}
