using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Says what a rule says.</summary>
public static class RuleInWords
{
    /// <summary>E.g. <c>champion left: at most 60</c> or <c>Logins, total of 30 days below 5: at most 40</c>.</summary>
    public static string Of(Rule rule, IReadOnlyDictionary<string, string> measureNames, CultureInfo culture)
    {
        var limit = rule.Limit.ToString("0.##", culture);
        if (rule.RiskEvent is { } type) return Phrases.Say(culture, rule.IsCap ? Phrases.RiskAtMost : Phrases.RiskAtLeast, type.Replace('_', ' '), limit);
        var name = measureNames.GetValueOrDefault(rule.MeasureId ?? "", rule.MeasureId ?? "");
        return Phrases.Say(culture, Sentence(rule), name, rule.Value.ToString("0.##", culture), limit);
    }

    private static string Sentence(Rule rule) => (rule.Comparison, rule.IsCap) switch
    {
        (Comparison.Less, true) => Phrases.BelowAtMost,
        (Comparison.Less, _) => Phrases.BelowAtLeast,
        (Comparison.AtMost, true) => Phrases.AtMostAtMost,
        (Comparison.AtMost, _) => Phrases.AtMostAtLeast,
        (Comparison.Greater, true) => Phrases.AboveAtMost,
        (Comparison.Greater, _) => Phrases.AboveAtLeast,
        (Comparison.AtLeast, true) => Phrases.AtLeastAtMost,
        (Comparison.AtLeast, _) => Phrases.AtLeastAtLeast,
        (_, true) => Phrases.EqualAtMost,
        _ => Phrases.EqualAtLeast,
    };
}
