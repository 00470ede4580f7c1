namespace HealthScore.Domain.Metrics.Calculated;

/// <summary>
/// An expression such as <c>rolling(logins, 28, sum) / seats_used</c>, read and checked against the catalogue: what has no
/// problems can be calculated (scoring contract, section 2).
/// </summary>
public sealed class CheckedExpression
{
    private const int LongestText = 500;

    private CheckedExpression(Expression? expression, MetricKind? kind, IReadOnlyList<ExpressionProblem> problems) => (Expression, Kind, Problems) = (expression, kind, problems);

    /// <summary>What was read; null when the text makes none.</summary>
    public Expression? Expression { get; }

    /// <summary>What the calculated metric is; null when that cannot be told.</summary>
    public MetricKind? Kind { get; }

    /// <summary>All that is wrong; empty when it can be calculated.</summary>
    public IReadOnlyList<ExpressionProblem> Problems { get; }

    /// <summary>Reads and checks.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="catalogue">All metrics by key.</param>
    /// <param name="key">The key of the metric that is to be calculated by it, which it may not need itself.</param>
    public static CheckedExpression Of(string text, IReadOnlyDictionary<string, Metric> catalogue, string key)
    {
        if (string.IsNullOrWhiteSpace(text)) return new(null, null, [new("no_expression", "Write what is calculated, e.g. logins + api_calls.", 0, 0)]);
        if (text.Length > LongestText) return new(null, null, [new("too_long", $"The expression has {text.Length} characters; shorten it to {LongestText}, or make a part of it a metric of its own.", LongestText, text.Length - LongestText)]);
        var (expression, problem) = ExpressionParser.Read(text);
        if (expression is null) return new(null, null, [problem!]);
        var check = new ExpressionCheck(text, catalogue, key);
        var kind = check.Kind(expression);
        return new(expression, kind, check.Problems);
    }

    /// <summary>A metric with all that it is calculated from, directly or not.</summary>
    public static IEnumerable<Metric> NeededBy(Metric metric, IReadOnlyDictionary<string, Metric> catalogue) =>
        MetricsOf(metric).Where(catalogue.ContainsKey).SelectMany(k => NeededBy(catalogue[k], catalogue)).Prepend(metric).DistinctBy(m => m.Key);

    /// <summary>The metrics that a calculated one is calculated from, directly; none for another.</summary>
    public static IReadOnlyList<string> MetricsOf(Metric metric) =>
        metric.Expression is null || ExpressionParser.Read(metric.Expression).Expression is not { } expression ? [] : [.. expression.Metrics.Select(m => m.Key).Distinct()];
}
