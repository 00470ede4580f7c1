using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Checks a definition before it is saved or published: whatever passes can be scored.</summary>
public static class ModelValidator
{
    /// <summary>What nobody writes by hand is a slip of a program, and past 255 rules a stored score could not name the one that held.</summary>
    private const int MostParts = 100;

    private const double MostWeight = 1_000_000;

    /// <summary>All that is wrong with it, each with its path in <see cref="Error.Field"/>, e.g. <c>dimensions[0].measures[2].weight</c>; empty when it may be used.</summary>
    /// <param name="definition">What the model says.</param>
    /// <param name="metrics">The catalogue, by key.</param>
    public static IReadOnlyList<Error> Check(ModelDefinition definition, IReadOnlyDictionary<string, Metric> metrics)
    {
        var problems = new Problems();
        Settings(definition, problems);
        Few(definition.Measures.Count(), "measures", "dimensions", problems);
        Few(definition.Rules.Count, "rules", "rules", problems);
        Dimensions(definition, metrics, problems);
        for (var i = 0; i < definition.Rules.Count; i++) Rule(definition, definition.Rules[i], $"rules[{i}]", problems);
        return problems.Errors;
    }

    private static void Few(int count, string what, string path, Problems problems)
    {
        if (count > MostParts) problems.Add("too_many", path, $"The model has {count} {what}, and at most {MostParts} may be; keep those that tell most.");
    }

    private static void Settings(ModelDefinition definition, Problems problems)
    {
        problems.Known(definition.Method, "method", "The method");
        problems.Between(definition.MinCoverage, 0, 1, "min_coverage", "The minimum coverage");
        problems.Between(definition.Margin, 0, 100, "margin", "The margin");
        problems.Between(definition.Dwell, 1, BandState.MostDays, "dwell", "The dwell in days");
        if (definition.Bands is not { } bands) return;
        problems.Between(bands.High, 0, 100, "bands", "The upper threshold");
        problems.Between(bands.Middle, 0, 100, "bands", "The lower threshold");
        if (bands.Middle > bands.High)
            problems.Add("bands_crossed", "bands", $"The lower threshold {bands.Middle} is above the upper one {bands.High}; lower it.");
    }

    private static void Dimensions(ModelDefinition definition, IReadOnlyDictionary<string, Metric> metrics, Problems problems)
    {
        if (definition.Dimensions.Count == 0) problems.Add("no_dimension", "dimensions", "The model has no dimension; add one.");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var ids = new HashSet<string>();
        for (var d = 0; d < definition.Dimensions.Count; d++)
        {
            var (dimension, path) = (definition.Dimensions[d], $"dimensions[{d}]");
            problems.Named(dimension.Name, $"{path}.name", "Dimension", names);
            problems.Between(dimension.Weight, 0, MostWeight, $"{path}.weight", $"The weight of dimension \"{dimension.Name}\"");
            if (dimension.Measures.Count == 0)
                problems.Add("no_measure", $"{path}.measures", $"Dimension \"{dimension.Name}\" has no measure; add one or remove the dimension.");
            for (var m = 0; m < dimension.Measures.Count; m++)
            {
                var measurePath = $"{path}.measures[{m}]";
                problems.Named(dimension.Measures[m].Id, $"{measurePath}.id", "Measure", ids);
                problems.Between(dimension.Measures[m].Weight, 0, MostWeight, $"{measurePath}.weight", $"The weight of measure \"{dimension.Measures[m].Id}\"");
                MeasureValidator.Check(dimension.Measures[m], measurePath, metrics, problems);
            }
        }
        if (!definition.Dimensions.Any(d => d.Weight > 0 && d.Measures.Any(m => m.Weight > 0)))
            problems.Add("weights_sum_to_zero", "dimensions", "No measure has any weight; give one a weight above 0, in a dimension with a weight above 0.");
    }

    private static void Rule(ModelDefinition definition, Rule rule, string path, Problems problems)
    {
        problems.Between(rule.Limit, 0, 100, path, rule.IsCap ? "The cap" : "The floor");
        if (rule.MeasureId is null == rule.RiskEvent is null)
            problems.Add("no_condition", $"{path}.when", "The rule needs either a measure or a risk event; name one of them.");
        if (rule.RiskEvent is { } risk && string.IsNullOrWhiteSpace(risk))
            problems.Add("no_name", $"{path}.when.risk_event", "The rule names no risk event; write its type, e.g. champion_left.");
        if (rule.MeasureId is not { } id) return;
        if (definition.Measures.All(m => m.Id != id))
            problems.Add("unknown_measure", $"{path}.when.measure", $"The model has no measure \"{id}\"; name one of its measures.");
        problems.Known(rule.Comparison, $"{path}.when.op", "The comparison");
        problems.Finite(rule.Value, $"{path}.when.value", "The number compared with");
    }
}
