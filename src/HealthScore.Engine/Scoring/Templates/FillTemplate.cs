using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Templates;

/// <summary>Puts a company's own metrics into a template, or says at which of them it cannot.</summary>
internal static class FillTemplate
{
    /// <summary>The field of a template's metric, e.g. <c>Metrics[logins]</c>.</summary>
    public static string Field(string metric) => $"Metrics[{metric}]";

    /// <param name="key">Which template.</param>
    /// <param name="kind">The kind of the model to be made.</param>
    /// <param name="chosen">The company's metrics by the template's keys; without one, or with an empty one, its measures are left out.</param>
    /// <param name="catalogue">The company's metrics, by key.</param>
    public static Result<ModelDefinition> Run(string key, ScoreKind kind, IReadOnlyDictionary<string, string?> chosen, IReadOnlyDictionary<string, Metric> catalogue)
    {
        if (ModelTemplates.Find(key) is not { } template) return Error.NotFound("template") with { Field = "Template" };
        if (template.Document.Kind != kind) return new Error("kind_differs", $"The template is for {template.Document.Kind.ToString().ToLowerInvariant()}. Choose another start, or make a model of that kind.", "Template");
        var (own, errors) = (new Dictionary<string, string>(), new List<Error>());
        foreach (var asked in TemplateMetric.All.Where(m => template.Metrics.Contains(m.Key)))
        {
            if (chosen.GetValueOrDefault(asked.Key) is not { Length: > 0 } metric) continue;
            if (!catalogue.TryGetValue(metric, out var found)) errors.Add(new("unknown_metric", $"There is no metric \"{metric}\"; choose another, or leave its measures out.", Field(asked.Key)));
            else if (found.RetiredOn is not null) errors.Add(new("retired_metric", $"{found.Name} is retired; choose another, or leave its measures out.", Field(asked.Key)));
            else if (found.Kind != asked.Kind) errors.Add(new("kinds_differ", $"{found.Name} is a {found.Kind.ToString().ToLowerInvariant()}, and the template needs a {asked.Kind.ToString().ToLowerInvariant()} here; choose another, or leave its measures out.", Field(asked.Key)));
            else own[asked.Key] = metric;
        }

        if (errors.Count > 0) return Result<ModelDefinition>.Fail(errors);
        var filled = template.Fill(own);
        return ModelValidator.Check(filled, catalogue) is { Count: > 0 } problems ? Result<ModelDefinition>.Fail(problems) : filled;
    }
}
