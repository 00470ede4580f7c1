using System.Text;
using HealthScore.Domain.Metrics;

namespace HealthScore.Engine.Ingest.Mapping;

/// <summary>The key that a column's name makes as a metric: "Days active (week)" → days_active_week.</summary>
public static class MetricKey
{
    public const int Longest = Metric.LongestKey;

    public static string Of(ReadOnlySpan<char> name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c));
            else if (key.Length > 0 && key[^1] != '_') key.Append('_');
        }

        return key.ToString().TrimEnd('_');
    }

    /// <summary>True when it is one: a letter, then letters, digits and underscores.</summary>
    public static bool IsValid(string key) => Metric.IsKey(key);
}
