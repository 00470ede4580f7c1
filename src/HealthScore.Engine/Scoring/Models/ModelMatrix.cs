using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Which model scores the accounts of which segment and stage.</summary>
public sealed record ModelMatrix(ScoreKind Kind, IReadOnlyList<ScopeName> Segments, IReadOnlyList<ScopeName> Stages, IReadOnlyList<ModelSummary> Models)
{
    /// <summary>The journeys in their order, which the stages belong to.</summary>
    public IReadOnlyList<MatrixJourney> Journeys { get; init; } = [];

    /// <summary>The journey that no account of a segment and stage is on: the segment's, where the stage is none of its stages. Null: accounts may be there.</summary>
    public MatrixJourney? Elsewhere(int? segmentId, int? stageId) =>
        stageId is { } stage && segmentId is { } segment && (Journeys.FirstOrDefault(j => j.SegmentIds.Contains(segment)) ?? (Journeys.Count > 0 ? Journeys[0] : null)) is { } own && !own.StageIds.Contains(stage) ? own : null;

    /// <summary>A cell; null is the row or column of accounts for which no more specific model is needed.</summary>
    public ModelCell Cell(int? segmentId, int? stageId) => new(segmentId, stageId, Find(segmentId, stageId), Applying(segmentId, stageId));

    // The order of the scoring contract, section 7: a segment's model goes before a stage's.
    private ModelSummary? Applying(int? segmentId, int? stageId) =>
        Published(segmentId, stageId) ?? Published(segmentId, null) ?? Published(null, stageId) ?? Published(null, null);

    private ModelSummary? Published(int? segmentId, int? stageId) => Find(segmentId, stageId) is { Version: not null } model ? model : null;

    private ModelSummary? Find(int? segmentId, int? stageId) => Models.FirstOrDefault(m => m.Scope.SegmentId == segmentId && m.Scope.StageId == stageId);
}

/// <summary>A journey in the matrix.</summary>
/// <param name="Name">As shown.</param>
/// <param name="StageIds">Its stages.</param>
/// <param name="SegmentIds">The segments that name it; one that names none follows the first journey.</param>
public sealed record MatrixJourney(string Name, IReadOnlyList<int> StageIds, IReadOnlyList<int> SegmentIds);

/// <summary>One segment and stage.</summary>
/// <param name="Own">The model of exactly this scope, which may still be a draft.</param>
/// <param name="Applies">The model that scores these accounts: <paramref name="Own"/>, or the one of a broader scope that they fall through to; null: they are not scored.</param>
public sealed record ModelCell(int? SegmentId, int? StageId, ModelSummary? Own, ModelSummary? Applies)
{
    /// <summary>True when a broader scope's model scores these accounts.</summary>
    public bool IsInherited => Applies is not null && Applies != Own;
}
