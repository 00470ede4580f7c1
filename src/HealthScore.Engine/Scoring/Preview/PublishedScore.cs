using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage.Scores;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>A score as it was published, unpacked as far as it takes to compare it.</summary>
internal sealed class PublishedScore
{
    private readonly MeasureScore[] _measures;
    private readonly double _unrounded;

    public PublishedScore(ScoreRow row, ScoringSettings settings)
    {
        (Row, var formula) = (row, settings.Version(row.VersionId).Formula);
        _measures = new MeasureScore[formula.MeasureCount];
        Span<double> dimensions = stackalloc double[formula.DimensionCount];
        _unrounded = formula.Explain(ScoreCodec.Read(row.Data).Values, _measures, dimensions, out _);
    }

    public ScoreRow Row { get; }

    /// <summary>The account beside what the draft makes of it.</summary>
    public static PreviewedAccount Beside(PublishedScore? before, ModelEffect? effect, in ScoredAccount account, MeasuredDay day, ScoreResult after)
    {
        var causes = before?.CausesOf(effect!, after) ?? [];
        var overrides = after.Published - after.Computed - (before?.Row.Published - before?.Row.Computed) ?? 0;
        return new(
            account.Id, account.OwnerId, day.SegmentId, day.StageId, account.Arr, before?.Row.Band ?? Band.Unknown, after.Band, before?.Row.Published, after.Published, before?.Row.VersionId ?? 0,
            overrides, causes.ElementAtOrDefault(0), causes.ElementAtOrDefault(1), causes.ElementAtOrDefault(2));
    }

    // Those that pull where the score goes come first; too small ones are left out.
    private List<MeasureEffect> CausesOf(ModelEffect effect, ScoreResult after)
    {
        if (Row.Computed is null || after.Unrounded is not { } score) return [];
        var sign = Math.Sign(score - _unrounded);
        return [.. effect.Explain(_unrounded, _measures, after.Measures).Where(e => Math.Abs(e.Points) >= 0.005).OrderByDescending(e => sign == 0 ? Math.Abs(e.Points) : e.Points * sign).Take(3)];
    }
}
