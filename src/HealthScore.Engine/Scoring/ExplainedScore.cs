using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage.Scores;

namespace HealthScore.Engine.Scoring;

/// <summary>A stored score with all that follows from its values by its version.</summary>
internal sealed record ExplainedScore(double? Unrounded, ScoreBounds? Bounds, Band RawBand, IReadOnlyList<int> Rules, MeasureScore[] Measures, double?[] Dimensions)
{
    public static ExplainedScore Of(ScoreRow row, ModelDefinition definition)
    {
        var stored = ScoreCodec.Read(row.Data);
        var formula = ScoreFormula.Of(row.Kind, definition);
        var (measures, dimensions) = (new MeasureScore[formula.MeasureCount], new double[formula.DimensionCount]);
        var score = formula.Explain(stored.Values, measures, dimensions, out var bounds);
        return new(row.Computed is null ? null : score, bounds, stored.RawBand, stored.Rules, measures, Array.ConvertAll(dimensions, d => double.IsNaN(d) ? (double?)null : d));
    }
}
