namespace HealthScore.Domain.Scoring;

/// <summary>Which model version scores an account (scoring contract, section 7). Immutable and safe for many threads.</summary>
public sealed class ModelChooser
{
    private readonly Dictionary<Scope, ScoringModelVersion[]> _versions;

    /// <summary>A chooser among the published versions of all models.</summary>
    public ModelChooser(IEnumerable<ScoringModel> models) =>
        _versions = models
            .GroupBy(m => new Scope(m.Kind, m.SegmentId, m.StageId))
            .ToDictionary(g => g.Key, g => g.SelectMany(m => m.Versions).OrderBy(v => v.Published).ThenBy(v => v.Number).ToArray());

    /// <summary>The version for an account of this segment and stage on a day; null: it is not scored.</summary>
    public ScoringModelVersion? Choose(ScoreKind kind, int? segmentId, int? stageId, DateOnly day) =>
        Latest(new(kind, segmentId, stageId), day)
        ?? Latest(new(kind, segmentId, null), day)
        ?? Latest(new(kind, null, stageId), day)
        ?? Latest(new(kind, null, null), day);

    /// <summary>Whether a model for a scope, published or not, is the one for an account of this segment and stage on a day: no more specific scope has a version.</summary>
    /// <param name="kind">The kind of score.</param>
    /// <param name="scope">The segment and the stage that the model is for; null: any.</param>
    /// <param name="segmentId">The account's segment.</param>
    /// <param name="stageId">The account's stage.</param>
    /// <param name="day">The day.</param>
    public bool IsFor(ScoreKind kind, (int? SegmentId, int? StageId) scope, int? segmentId, int? stageId, DateOnly day)
    {
        ReadOnlySpan<(int?, int?)> specificFirst = [(segmentId, stageId), (segmentId, null), (null, stageId), (null, null)];
        foreach (var (segment, stage) in specificFirst)
        {
            if (scope == (segment, stage)) return true;
            if (Latest(new(kind, segment, stage), day) is not null) return false;
        }

        return false;
    }

    /// <summary>The versions that may be chosen on one of the days.</summary>
    public IEnumerable<ScoringModelVersion> InForce(DateOnly from, DateOnly to) =>
        _versions.Values.SelectMany(versions => versions.Where((v, i) => !v.Ends && v.Published <= to && !(i + 1 < versions.Length && versions[i + 1].Published <= from)));

    // A loop rather than a search by a condition, which would be made anew for each of four scopes of each account and day.
    private ScoringModelVersion? Latest(Scope scope, DateOnly day)
    {
        if (!_versions.TryGetValue(scope, out var versions)) return null;
        for (var i = versions.Length - 1; i >= 0; i--)
            if (versions[i].Published <= day) return versions[i].Ends ? null : versions[i];
        return null;
    }

    private readonly record struct Scope(ScoreKind Kind, int? SegmentId, int? StageId);
}
