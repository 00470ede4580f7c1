using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Says what a rule says.</summary>
public static class RuleInWords
{
    /// <summary>E.g. <c>champion left: at most 60</c> or <c>Logins, total of 30 days below 5: at most 40</c>.</summary>
    public static string Of(Rule rule, IReadOnlyDictionary<string, string> measureNames, CultureInfo culture)
    {
        var effect = string.Create(culture, $"{(rule.IsCap ? "at most" : "at least")} {rule.Limit:0.##}");
        if (rule.RiskEvent is { } type) return $"{type.Replace('_', ' ')}: {effect}";
        var name = measureNames.GetValueOrDefault(rule.MeasureId ?? "", rule.MeasureId ?? "");
        return string.Create(culture, $"{name} {rule.Comparison.InWords()} {rule.Value:0.##}: {effect}");
    }
}
