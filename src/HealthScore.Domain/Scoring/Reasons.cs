using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>
/// The kinds of causes of a change: the four terms of the scoring contract, section 8. What remains of the computed change has a
/// name of its own where the method, not data, makes the difference.
/// </summary>
public enum CauseKind
{
    /// <summary>A measure moved.</summary>
    Input = 1,

    /// <summary>Data was lost or came back.</summary>
    Data = 2,

    /// <summary>Another model or version.</summary>
    Model = 3,

    /// <summary>Rules and manual overrides.</summary>
    Override = 4,

    /// <summary>Side by side: another dimension is the worst.</summary>
    Worst = 5,

    /// <summary>All or none: targets were met or missed.</summary>
    Targets = 6,
}

/// <summary>A cause of a change in plain words, with the points it moved.</summary>
/// <param name="Text">A short sentence without a full stop, e.g. <c>Logins, total of 30 days fell 62 % to 41</c>.</param>
/// <param name="Points">Points of the score, negative when it fell.</param>
/// <param name="Kind">Which term of the decomposition it is.</param>
/// <param name="MeasureId">The measure that moved, of an input.</param>
public sealed record Reason(string Text, double Points, CauseKind Kind, string? MeasureId = null);

/// <summary>A measure before and after, as far as words need it.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Unit">Behind the value; empty: none.</param>
/// <param name="Before">The value then; null: none.</param>
/// <param name="After">The value now; null: none.</param>
/// <param name="Dimension">Name of the dimension it is in.</param>
public sealed record MeasureMove(string Name, string Unit, double? Before, double? After, string Dimension = "");

/// <summary>Rules and overrides in words, e.g. <c>champion left: at most 60</c>.</summary>
/// <param name="Before">Those that held then.</param>
/// <param name="Now">Those that hold now.</param>
public sealed record HeldRules(IReadOnlyList<string> Before, IReadOnlyList<string> Now);

/// <summary>Puts the decomposition of a change into words: nothing is said that the numbers do not say.</summary>
public static class Reasons
{
    private const double TooSmall = 0.005;

    /// <summary>What stands for a manual override among <see cref="HeldRules"/>.</summary>
    /// <param name="score">The score it sets.</param>
    /// <param name="culture">For the number.</param>
    public static string ByHand(double? score, CultureInfo culture) => Phrases.Say(culture, Phrases.ByHand, Phrases.Number(score ?? 0, culture));

    /// <summary>Every cause that moved the score, the strongest in the direction of the change first.</summary>
    /// <param name="why">The decomposition.</param>
    /// <param name="moves">The measures that weigh something, by id.</param>
    /// <param name="held">What rules and overrides held before and hold now.</param>
    /// <param name="model">Whether another model scores now, and why.</param>
    /// <param name="culture">For numbers.</param>
    public static IReadOnlyList<Reason> Of(WhyItMoved why, IReadOnlyDictionary<string, MeasureMove> moves, HeldRules held, ModelMove model, CultureInfo culture)
    {
        var reasons = new List<Reason>();
        foreach (var input in why.Inputs)
            if (moves.TryGetValue(input.MeasureId, out var move))
                reasons.Add(new(Of(move, culture), input.Points, CauseKind.Input, input.MeasureId));
        reasons.Add(new(Of(model), why.Model, CauseKind.Model));
        reasons.Add(Remainder(why, moves, culture));
        reasons.Add(new(Held(held, culture), why.Override, CauseKind.Override));
        var sign = Math.Sign(why.Change);
        return [.. reasons.Where(r => Math.Abs(r.Points) >= TooSmall).OrderByDescending(r => sign == 0 ? Math.Abs(r.Points) : r.Points * sign)];
    }

    private static string Of(ModelMove model) => Phrases.Say(model switch
    {
        { IsOther: false } => Phrases.OtherVersion,
        { BySegment: true, ByStage: true } => Phrases.OtherSegmentAndStage,
        { BySegment: true } => Phrases.OtherSegment,
        { ByStage: true } => Phrases.OtherStage,
        _ => Phrases.OtherModel,
    });

    // What neither model, inputs nor overrides did: with a method that weighs everything only data can have done it.
    private static Reason Remainder(WhyItMoved why, IReadOnlyDictionary<string, MeasureMove> moves, CultureInfo culture)
    {
        var (before, now) = (why.Before, why.Now);
        if (before.Short.Count > 0 || now.Short.Count > 0)
            return new(Targets(before.Short, now.Short, moves, culture), why.Data, CauseKind.Targets);
        if (now.Worst is not { } worst) return new(Data(moves.Values, culture) ?? Phrases.Say(Phrases.DataReweighed), why.Data, CauseKind.Data);
        // Only the dimension that gives the score lets data through to it.
        var data = Data(moves.Values.Where(m => m.Dimension == worst || m.Dimension == before.Worst), culture);
        if (before.Worst is not { } former || former == worst) return new(data ?? Phrases.Say(Phrases.DataReweighed), why.Data, CauseKind.Data);
        var other = Phrases.Say(culture, Phrases.OtherWorst, worst, former);
        return new(data is null ? other : Phrases.Say(culture, Phrases.Both, other, data), why.Data, CauseKind.Worst);
    }

    private static string Targets(IReadOnlyList<string> before, IReadOnlyList<string> now, IReadOnlyDictionary<string, MeasureMove> moves, CultureInfo culture)
    {
        var (missed, met) = (Names(now.Except(before)), Names(before.Except(now)));
        return (missed.Length, met.Length) switch
        {
            (> 0, 0) => Phrases.Say(culture, Phrases.ShortNow, missed),
            (0, > 0) => Phrases.Say(culture, Phrases.ShortNoMore, met),
            (> 0, > 0) => Phrases.Say(culture, Phrases.ShortNowAndNoMore, missed, met),
            _ => Phrases.Say(culture, Phrases.ShortStill, Names(now)),
        };

        string Names(IEnumerable<string> ids) => string.Join(", ", ids.Where(moves.ContainsKey).Select(id => At(moves[id].Name, moves[id].After, moves[id].Unit, culture)));
    }

    private static string Of(MeasureMove move, CultureInfo culture)
    {
        if (move is not { Before: { } before, After: { } after }) return move.Name;
        var value = Amount(after, move.Unit, culture);
        if (after == before) return Phrases.Say(culture, Phrases.Stayed, move.Name, value);
        // A share of a change is only clear for amounts above zero that are no percentages or days themselves.
        // Nor does it say much below 1 %, and of what is gone nothing but that.
        var (from, to) = Phrases.Apart(before, after, culture);
        return move.Unit is "%" or "days" || before <= 0 || after <= 0 || after > 10 * before || Math.Abs((after / before) - 1) < .01
            ? Phrases.Say(culture, after < before ? Phrases.FellTo : Phrases.RoseTo, move.Name, from, WithUnit(to, after, move.Unit, culture))
            : Phrases.Say(culture, after < before ? Phrases.FellBy : Phrases.RoseBy, move.Name, (Math.Abs((after / before) - 1) * 100).ToString("0", culture), value);
    }

    /// <summary>A value with its unit: 3 seats, 1 seat, 1 day.</summary>
    internal static string Amount(double value, string unit, CultureInfo culture) => WithUnit(Phrases.Number(value, culture), value, unit, culture);

    private static string WithUnit(string number, double value, string unit, CultureInfo culture) =>
        unit switch
        {
            "" => number,
            "days" => Phrases.Say(culture, value == 1 ? Phrases.OneDay : Phrases.ManyDays, number),
            _ => Phrases.Say(culture, Phrases.ValueAndUnit, number, Units.Behind(unit, value)),
        };

    /// <summary>A measure and where it stands.</summary>
    internal static string At(string name, double? value, string unit, CultureInfo culture) =>
        value is { } known ? Phrases.Say(culture, Phrases.NameAt, name, Amount(known, unit, culture)) : Phrases.Say(culture, Phrases.NameWithoutData, name);

    private static string Held(HeldRules held, CultureInfo culture)
    {
        var came = string.Join("; ", held.Now.Except(held.Before));
        var went = string.Join("; ", held.Before.Except(held.Now));
        return (came.Length, went.Length) switch
        {
            (> 0, 0) => Phrases.Say(culture, Phrases.NowInForce, came),
            (0, > 0) => Phrases.Say(culture, Phrases.NoLongerInForce, went),
            (> 0, > 0) => Phrases.Say(culture, Phrases.NowAndNoLonger, came, went),
            _ => held.Now.Count > 0 ? Phrases.Say(culture, Phrases.StillInForce, string.Join("; ", held.Now)) : Phrases.Say(Phrases.RulesAndOverrides),
        };
    }

    private static string? Data(IEnumerable<MeasureMove> moves, CultureInfo culture)
    {
        var all = moves.ToList();
        var lost = string.Join(", ", all.Where(m => m.Before is not null && m.After is null).Select(m => m.Name));
        var back = string.Join(", ", all.Where(m => m.Before is null && m.After is not null).Select(m => m.Name));
        return (lost.Length, back.Length) switch
        {
            (> 0, 0) => Phrases.Say(culture, Phrases.DataLost, lost),
            (0, > 0) => Phrases.Say(culture, Phrases.DataBack, back),
            (> 0, > 0) => Phrases.Say(culture, Phrases.DataBackAndLost, back, lost),
            _ => null,
        };
    }
}
