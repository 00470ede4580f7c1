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

/// <summary>Rules and overrides in words, e.g. <c>champion left: at most 60</c>.</summary>
/// <param name="Before">Those that held then.</param>
/// <param name="Now">Those that hold now.</param>
public sealed record HeldRules(IReadOnlyList<string> Before, IReadOnlyList<string> Now);

/// <summary>Puts the decomposition of a change into words: nothing is said that the numbers do not say.</summary>
public static class Reasons
{
    private const double TooSmall = 0.005;

    /// <summary>Every cause that moved the score, the strongest in the direction of the change first.</summary>
    /// <param name="why">The decomposition.</param>
    /// <param name="moves">The measures by id.</param>
    /// <param name="held">What rules and overrides held before and hold now.</param>
    /// <param name="isOtherModel">True when another model scores now, not only another version of the same one.</param>
    /// <param name="culture">For numbers.</param>
    public static IReadOnlyList<Reason> Of(WhyItMoved why, IReadOnlyDictionary<string, MeasureMove> moves, HeldRules held, bool isOtherModel, CultureInfo culture)
    {
        var reasons = new List<Reason>();
        foreach (var input in why.Inputs)
            if (moves.TryGetValue(input.MeasureId, out var move))
                reasons.Add(new(Of(move, culture), input.Points));
        reasons.Add(new(isOtherModel ? "Another model applies since segment or stage changed" : "A new version of the model weighs things differently", why.Model));
        reasons.Add(new(Data(moves.Values), why.Data));
        reasons.Add(new(Held(held), why.Override));
        var sign = Math.Sign(why.Change);
        return [.. reasons.Where(r => Math.Abs(r.Points) >= TooSmall).OrderByDescending(r => sign == 0 ? Math.Abs(r.Points) : r.Points * sign)];
    }

    private static string Of(MeasureMove move, CultureInfo culture)
    {
        if (move is not { Before: { } before, After: { } after }) return move.Name;
        if (after == before) return $"{move.Name} stayed at {Amount(after, move.Unit, culture)}";
        var verb = after < before ? "fell" : "rose";
        // A share of a change is only clear for amounts above zero that are no percentages or days themselves.
        return move.Unit is "%" or "days" || before <= 0 || after < 0 || after > 10 * before
            ? $"{move.Name} {verb} from {Number(before, culture)} to {Amount(after, move.Unit, culture)}"
            : string.Create(culture, $"{move.Name} {verb} {Math.Abs((after / before) - 1) * 100:0} % to {Amount(after, move.Unit, culture)}");
    }

    /// <summary>A value with its unit: 3 seats, 1 day.</summary>
    internal static string Amount(double value, string unit, CultureInfo culture) =>
        unit.Length == 0 ? Number(value, culture) : $"{Number(value, culture)} {(unit == "days" && value == 1 ? "day" : unit)}";

    // As many decimals as a reader can use: none from a hundred on, two below one. With a true minus, as beside it on the page.
    private static string Number(double value, CultureInfo culture) => value
        .ToString(Math.Abs(value) >= 100 ? "#,0" : Math.Abs(value) >= 1 ? "0.#" : "0.##", culture).Replace(culture.NumberFormat.NegativeSign, "−", StringComparison.Ordinal);

    private static string Held(HeldRules held)
    {
        var came = held.Now.Except(held.Before).ToList();
        var went = held.Before.Except(held.Now).ToList();
        return (came.Count, went.Count) switch
        {
            (> 0, 0) => $"Now in force: {string.Join("; ", came)}",
            (0, > 0) => $"No longer in force: {string.Join("; ", went)}",
            (> 0, > 0) => $"Now in force: {string.Join("; ", came)}; no longer: {string.Join("; ", went)}",
            _ => held.Now.Count > 0 ? $"Still in force: {string.Join("; ", held.Now)}" : "Rules and overrides",
        };
    }

    private static string Data(IEnumerable<MeasureMove> moves)
    {
        var lost = moves.Where(m => m.Before is not null && m.After is null).Select(m => m.Name).ToList();
        var back = moves.Where(m => m.Before is null && m.After is not null).Select(m => m.Name).ToList();
        return (lost.Count, back.Count) switch
        {
            (> 0, 0) => $"No data any more for {string.Join(", ", lost)}",
            (0, > 0) => $"Data is there again for {string.Join(", ", back)}",
            (> 0, > 0) => $"Data is there for {string.Join(", ", back)}, no longer for {string.Join(", ", lost)}",
            _ => "Measures weigh differently since data came or went",
        };
    }
}
