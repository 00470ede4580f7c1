using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Checks one measure of a model.</summary>
internal static class MeasureValidator
{
    public static void Check(MeasureDefinition measure, string path, IReadOnlyDictionary<string, Metric> metrics, Problems problems)
    {
        if (!IsSnakeCase(measure.Id))
            problems.Add("bad_id", $"{path}.id", $"\"{measure.Id}\" cannot name a measure; use lower-case letters, digits and _, starting with a letter.");
        problems.Known(measure.Missing, $"{path}.missing", "The missing policy");
        problems.Between(measure.Target, 0, 100, $"{path}.target", $"The target of measure \"{measure.Id}\"");
        SourceCheck.Check(measure.Source, path, metrics, problems);
        Curve(measure.Curve, $"{path}.curve", problems);
    }

    private static bool IsSnakeCase(string id) =>
        id.Length > 0 && char.IsAsciiLetterLower(id[0]) && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static void Curve(Curve curve, string path, Problems problems)
    {
        switch (curve)
        {
            case PointsCurve points:
                if (points.Points.Count == 0) problems.Add("no_point", $"{path}.points", "The curve has no point; add one.");
                problems.Ascending([.. points.Points.Select(p => p.X)], i => $"{path}.points[{i}]", "The value");
                for (var i = 0; i < points.Points.Count; i++) problems.Between(points.Points[i].Y, 0, 100, $"{path}.points[{i}]", "The sub-score");
                break;
            case BandsCurve bands:
                if (bands.Thresholds.Count == 0) problems.Add("no_threshold", $"{path}.thresholds", "The curve has no threshold; add one.");
                problems.Ascending(bands.Thresholds, i => $"{path}.thresholds[{i}]", "The threshold");
                if (bands.Values.Count != bands.Thresholds.Count + 1)
                    problems.Add("wrong_count", $"{path}.values", $"{bands.Thresholds.Count} thresholds make {bands.Thresholds.Count + 1} steps, but there are {bands.Values.Count} sub-scores; give one for each step.");
                for (var i = 0; i < bands.Values.Count; i++) problems.Between(bands.Values[i], 0, 100, $"{path}.values[{i}]", "The sub-score");
                break;
            case PassCurve pass:
                problems.Finite(pass.Threshold, $"{path}.{(pass.LowerIsBetter ? "at_most" : "at_least")}", "The threshold");
                break;
        }
    }
}
