using System.Globalization;

namespace HealthScore.Domain.Tests.Scoring.Twin;

/// <summary>What differs between two rows: every field, numbers to 1e-9.</summary>
internal static class RowComparison
{
    public static IReadOnlyList<string> Differences(Row a, Row b)
    {
        var (left, right) = (Fields(a), Fields(b));
        return [.. left.Keys.Union(right.Keys)
            .Where(k => !AreSame(left.GetValueOrDefault(k), right.GetValueOrDefault(k)))
            .Select(k => string.Create(CultureInfo.InvariantCulture, $"{k}: {left.GetValueOrDefault(k) ?? "none"} and {right.GetValueOrDefault(k) ?? "none"}"))];
    }

    private static bool AreSame(object? a, object? b) =>
        a is double x && b is double y ? Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(y)) : Equals(a, b);

    private static Dictionary<string, object?> Fields(Row row)
    {
        var fields = new Dictionary<string, object?>
        {
            ["version"] = row.Version?.Id,
            ["coverage"] = row.Coverage,
            ["low"] = row.Bounds?.Low,
            ["high"] = row.Bounds?.High,
            ["unrounded"] = row.Unrounded,
            ["computed"] = row.Computed,
            ["published"] = row.Published,
            ["rules"] = string.Join(',', row.Rules),
            ["raw band"] = row.RawBand,
            ["band"] = row.Band,
            ["manual"] = row.Manual,
            ["moved from"] = row.Moved?.From,
            ["moved change"] = row.Moved?.Change,
            ["moved model"] = row.Moved?.Model,
            ["moved data"] = row.Moved?.Data,
            ["moved override"] = row.Moved?.Override,
        };
        foreach (var (id, points) in row.Moved?.Inputs ?? new Dictionary<string, double>()) fields[$"moved input {id}"] = points;
        for (var d = 0; d < row.Dimensions.Count; d++)
        {
            fields[$"dimension {d} score"] = row.Dimensions[d].Score;
            fields[$"dimension {d} band"] = row.Dimensions[d].Band;
        }
        for (var m = 0; m < row.Measures.Count; m++)
        {
            var measure = row.Measures[m];
            fields[$"measure {m} status"] = measure.Status;
            fields[$"measure {m} value"] = measure.Value;
            fields[$"measure {m} sub-score"] = measure.SubScore;
            fields[$"measure {m} nominal weight"] = measure.NominalWeight;
            fields[$"measure {m} weight"] = measure.Weight;
            fields[$"measure {m} earned"] = measure.Earned;
            fields[$"measure {m} lost"] = measure.Lost;
        }
        return fields;
    }
}
