using HealthScore.Domain.Metrics;
using HealthScore.Domain.Metrics.Calculated;
using HealthScore.Domain.Primitives;

namespace HealthScore.Engine.Metrics;

/// <summary>Checks what people say about a metric. The fields are those of <see cref="MetricInput"/>.</summary>
internal static class MetricCheck
{
    private const int MostDays = 400;

    /// <summary>All that is wrong, and the kind that the metric is of.</summary>
    /// <param name="input">What is to be said.</param>
    /// <param name="existing">The metric as it is; null: it is new.</param>
    /// <param name="catalogue">All metrics by key.</param>
    public static (IReadOnlyList<Error> Errors, MetricKind Kind) Of(MetricInput input, Metric? existing, IReadOnlyDictionary<string, Metric> catalogue)
    {
        List<Error> errors = [];
        if (existing is null) errors.AddRange(Key(input.Key, catalogue));
        errors.AddRange(Texts(input));
        if (input.Freshness is < 1 or > MostDays) errors.Add(new("out_of_range", $"Give a number of days from 1 to {MostDays}.", nameof(MetricInput.Freshness)));
        var kind = existing?.Kind ?? input.Kind;
        if (existing is not null && existing.Expression is null != input.Expression is null)
            errors.Add(new("origin_fixed", existing.Expression is null
                ? "Its readings are brought in, and so it stays. Make a new metric that is calculated, and let the models use that one."
                : "It is calculated, and so it stays. Make a new metric, and bring its readings in.", nameof(MetricInput.Expression)));
        else if (input.Expression is not null && input.Expression != existing?.Expression) kind = Expression(input, existing, catalogue, errors) ?? kind;
        if (!Enum.IsDefined(kind)) errors.Add(new("kind_unknown", "Choose count or gauge.", nameof(MetricInput.Kind)));
        return (errors, kind);
    }

    /// <summary>What stands in the way of calculating it, as errors of the expression's field.</summary>
    public static IEnumerable<Error> Problems(string expression, string key, IReadOnlyDictionary<string, Metric> catalogue) =>
        CheckedExpression.Of(expression, catalogue, key).Problems.Select(p => new Error(p.Code, p.Code == "no_expression" ? p.Message : $"At character {p.At + 1}: {p.Message}", nameof(MetricInput.Expression)));

    private static MetricKind? Expression(MetricInput input, Metric? existing, IReadOnlyDictionary<string, Metric> catalogue, List<Error> errors)
    {
        errors.AddRange(Problems(input.Expression!, input.Key, catalogue));
        if (CheckedExpression.Of(input.Expression!, catalogue, input.Key).Kind is not { } kind) return null;
        if (existing is null) return kind;
        if (kind != existing.Kind)
        {
            errors.Add(new("kind_fixed", $"This makes a {Word(kind)}, but {existing.Key} is a {Word(existing.Kind)}, and models rely on that. Write one that makes a {Word(existing.Kind)}, or make a new metric.", nameof(MetricInput.Expression)));
            return null;
        }

        // What is calculated from this one must still be calculable, e.g. not reach back too far.
        var after = catalogue.ToDictionary(m => m.Key, m => m.Value.Key == existing.Key ? new Metric(existing.Key, existing.Name, existing.Kind) { Expression = input.Expression } : m.Value);
        foreach (var other in after.Values.Where(m => m.Expression is not null && m.RetiredOn is null && m.Key != existing.Key))
            if (CheckedExpression.Of(other.Expression!, after, other.Key).Problems is [var problem, ..])
                errors.Add(new("breaks_other", $"{other.Name} ({other.Key}) could no longer be calculated: {problem.Message}", nameof(MetricInput.Expression)));
        return kind;
    }

    private static IEnumerable<Error> Key(string key, IReadOnlyDictionary<string, Metric> catalogue)
    {
        if (!Metric.IsKey(key)) yield return new("bad_key", $"A key is a lower-case letter, then lower-case letters, digits and _, {Metric.LongestKey} at most, e.g. active_users.", nameof(MetricInput.Key));
        else if (catalogue.TryGetValue(key, out var taken)) yield return new("key_taken", $"There is already a metric {key}: {taken.Name}. Choose another key{(taken.RetiredOn is null ? "" : ", or revive that one")}.", nameof(MetricInput.Key));
    }

    private static IEnumerable<Error> Texts(MetricInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Name)) yield return new("no_name", "Give it a name, as people call it.", nameof(MetricInput.Name));
        foreach (var (text, longest, field) in new[]
        {
            (input.Name, 100, nameof(MetricInput.Name)), (input.Unit, 20, nameof(MetricInput.Unit)), (input.Description, 1000, nameof(MetricInput.Description)),
            (input.Evidence, 1000, nameof(MetricInput.Evidence)), (input.Playbook, 300, nameof(MetricInput.Playbook)), (input.Reason, 2000, nameof(MetricInput.Reason)),
        })
            if (text.Trim().Length > longest) yield return new("too_long", $"This has {text.Trim().Length} characters; shorten it to {longest}.", field);
    }

    private static string Word(MetricKind kind) => kind == MetricKind.Count ? "count" : "gauge";
}
