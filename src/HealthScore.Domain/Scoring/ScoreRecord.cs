using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>What a stored score says of one measure.</summary>
/// <param name="Id">The measure's id in its model.</param>
/// <param name="Source">What it measured.</param>
/// <param name="Value">Its value; null: it had none.</param>
/// <param name="SubScore">Its sub-score; null: it had none.</param>
/// <param name="Weight">Its effective weight; null: none.</param>
public sealed record MeasureRecord(string Id, MeasureSource Source, double? Value, double? SubScore, double? Weight);

/// <summary>A score as it was stored, as far as it takes to explain a change.</summary>
/// <param name="VersionId">The model version.</param>
/// <param name="Unrounded">Before rounding; null: unknown.</param>
/// <param name="Computed">Before rules and override; null: unknown.</param>
/// <param name="Published">After them; null: unknown.</param>
/// <param name="Measures">All measures of the version.</param>
public sealed record ScoreRecord(int VersionId, double? Unrounded, double? Computed, double? Published, IReadOnlyList<MeasureRecord> Measures)
{
    /// <summary>What is to be kept of a result that will be used again.</summary>
    public static ScoreRecord Of(ScoreResult result)
    {
        var model = result.Model ?? throw new ArgumentException("nothing has been scored yet", nameof(result));
        var measures = new List<MeasureRecord>();
        foreach (var measure in model.Definition.Measures)
        {
            var score = result.Measures[measures.Count];
            measures.Add(new(measure.Id, measure.Source, score.Value, score.SubScore, score.Weight));
        }
        return new(model.VersionId, result.Unrounded, result.Computed, result.Published, measures);
    }
}
