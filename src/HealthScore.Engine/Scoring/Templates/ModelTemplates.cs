using System.Reflection;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Templates;

/// <summary>The starter templates: files of model as code beside this class, each with the reasons for its choices in its notes.</summary>
public static class ModelTemplates
{
    private static readonly string[] s_keys = ["b2b_saas_onboarding", "b2b_saas_adoption", "b2b_saas_renewal", "product_led", "enterprise"];

    /// <summary>In the order to choose from.</summary>
    public static IReadOnlyList<ModelTemplate> All { get; } = [.. s_keys.Select(key => new ModelTemplate(key, Parse(key)))];

    /// <summary>Null: there is no such template.</summary>
    public static ModelTemplate? Find(string? key) => All.FirstOrDefault(t => t.Key == key);

    /// <summary>A template's file.</summary>
    public static string Text(string key)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{typeof(ModelTemplates).Namespace}.{key}.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static ModelDocument Parse(string key)
    {
        var read = ModelJson.Read(Text(key));
        return read.IsOk ? read.Value : throw new InvalidOperationException($"Template {key}: {read.Message}");
    }
}
