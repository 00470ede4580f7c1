namespace HealthScore.Domain.Metrics.Calculated;

/// <summary>Finds out what kind an expression is, and what of it has no meaning.</summary>
internal sealed class ExpressionCheck(string text, IReadOnlyDictionary<string, Metric> catalogue, string key)
{
    private const int MostReach = 400;
    private const int MostLevels = 5;
    private const string Roll = "turn the count into a state first, e.g. rolling(logins, 28, sum)";

    private readonly List<ExpressionProblem> _problems = [];

    public IReadOnlyList<ExpressionProblem> Problems => _problems;

    /// <summary>The kind of the whole; null when there is a problem.</summary>
    public MetricKind? Kind(Expression expression)
    {
        var what = Of(expression);
        if (what == What.Number) Add("no_metric", "The expression names no metric; name at least one.", expression);
        if (_problems.Count > 0) return null;
        if (Reach(expression) is var reach and > MostReach) Add("too_far_back", $"The windows in it reach back {reach} days, one inside the other; {MostReach} are the most. Shorten them.", expression);
        if (Levels(expression) is var levels and > MostLevels) Add("too_deep", $"It is calculated from calculated metrics {levels} deep; {MostLevels} are the most. Name the metrics themselves.", expression);
        return _problems.Count > 0 ? null : what == What.Count ? MetricKind.Count : MetricKind.Gauge;
    }

    private enum What
    {
        Number,
        Count,
        Gauge,
    }

    private What? Of(Expression expression) => expression switch
    {
        NumberTerm => What.Number,
        MetricTerm metric => Of(metric),
        RollingTerm rolling => Of(rolling),
        BinaryTerm binary => Of(binary),
        _ => throw new InvalidOperationException($"no such expression: {expression}"),
    };

    private What? Of(MetricTerm term)
    {
        if (!catalogue.TryGetValue(term.Key, out var metric))
            return Add("unknown_metric", $"There is no metric “{term.Key}”{(Closest(term.Key) is { } close ? $"; did you mean {close}?" : "; choose one of the catalogue.")}", term);
        if (term.Key == key) return Add("circle", $"{key} cannot be calculated from itself; name other metrics.", term);
        if (PathBack(metric, []) is { } path) return Add("circle", $"{term.Key} is itself calculated from {key} ({path}), so this would go round in a circle; name other metrics.", term);
        if (metric.RetiredOn is not null) return Add("retired_metric", $"{term.Key} is retired; revive it, or name another metric.", term);
        return metric.Kind == MetricKind.Count ? What.Count : What.Gauge;
    }

    private What? Of(RollingTerm rolling) => Of(rolling.Of) switch
    {
        null => null,
        What.Number => Add("no_metric", "There is no metric in the window; name one.", rolling.Of),
        _ => What.Gauge,
    };

    private What? Of(BinaryTerm binary)
    {
        var (one, other) = (Of(binary.Left), Of(binary.Right));
        if (one is not { } left || other is not { } right) return null;
        if (binary is { Operator: Operator.Divide, Right: NumberTerm { Value: 0 } }) return Add("division_by_zero", "Nothing can be divided by 0; divide by another number.", binary.Right);
        if ((left, right) is (What.Count, What.Gauge) or (What.Gauge, What.Count))
            return Add("kinds_mixed", $"{(left == What.Count ? Text(binary.Left) : Text(binary.Right))} is a count and {(left == What.Count ? Text(binary.Right) : Text(binary.Left))} a gauge, and together they have no meaning; {Roll}.", binary);
        if (left == What.Count || right == What.Count) return OfCount(binary, left, right);
        return left == What.Number && right == What.Number ? What.Number : What.Gauge;
    }

    // A day without a reading is a day of 0 for a count, and so it must be for what is calculated from it.
    private What? OfCount(BinaryTerm binary, What left, What right)
    {
        var (number, count) = left == What.Number ? (binary.Left, binary.Right) : (binary.Right, binary.Left);
        return binary.Operator switch
        {
            Operator.Add or Operator.Subtract when left == right => What.Count,
            Operator.Add or Operator.Subtract => Add("count_and_number", $"{Text(count)} is a count: 0 on a day without readings, so no number can be added to it or taken from it. Multiply or divide it, or {Roll}.", number),
            Operator.Multiply when left != right => What.Count,
            Operator.Multiply => Add("counts_multiplied", $"The product of two counts has no meaning; {Roll}.", binary),
            Operator.Divide when left == right => What.Gauge,
            Operator.Divide when right == What.Number => What.Count,
            Operator.Divide => Add("kinds_mixed", $"{Text(count)} is a count, often 0, and no number can be divided by it; {Roll}.", binary),
            _ when left == right => What.Count,
            _ when Value(number) is { } value && (binary.Operator == Operator.Least ? value >= 0 : value <= 0) => What.Count,
            _ => Add("count_and_number", $"{Text(count)} is a count and must stay 0 on a day without readings; compare it with {(binary.Operator == Operator.Least ? "0 or more" : "0 or less")}, or {Roll}.", number),
        };
    }

    private static double? Value(Expression number) => (number as NumberTerm)?.Value;

    // The metrics on the way back to the one that is to be calculated.
    private string? PathBack(Metric from, HashSet<string> seen)
    {
        if (!seen.Add(from.Key)) return null;
        foreach (var next in CheckedExpression.MetricsOf(from))
        {
            if (next == key) return $"{from.Key} → {key}";
            if (catalogue.TryGetValue(next, out var metric) && PathBack(metric, seen) is { } path) return $"{from.Key} → {path}";
        }

        return null;
    }

    private int Reach(Expression expression) => expression switch
    {
        RollingTerm rolling => rolling.Days - 1 + Reach(rolling.Of),
        BinaryTerm binary => Math.Max(Reach(binary.Left), Reach(binary.Right)),
        MetricTerm metric when ExpressionOf(metric) is { } inner => Reach(inner),
        _ => 0,
    };

    private int Levels(Expression expression) => 1 + expression.Metrics.Select(m => ExpressionOf(m) is { } inner ? Levels(inner) : 0).DefaultIfEmpty().Max();

    private Expression? ExpressionOf(MetricTerm metric) => catalogue[metric.Key].Expression is { } inner ? ExpressionParser.Read(inner).Expression : null;

    private string? Closest(string name) => catalogue.Values
        .Where(m => m.Key != key && m.RetiredOn is null)
        .Select(m => (m.Key, Far: m.Key.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(name.ToLowerInvariant(), m.Key)))
        .Where(m => m.Far <= 2).OrderBy(m => m.Far).ThenBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Key).FirstOrDefault();

    // How many letters have to be put in, taken out or replaced.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 1; j <= b.Length; j++) (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }

    private string Text(Expression part) => text.Substring(part.At, part.Length);

    private What? Add(string code, string message, Expression at)
    {
        _problems.Add(new(code, message, at.At, at.Length));
        return null;
    }
}
