namespace HealthScore.Domain.Scoring;

/// <summary>A model for one kind of score and one scope. Its published versions never change.</summary>
public sealed class ScoringModel
{
    private ScoringModel() { }

    /// <summary>A new model for a scope; null means any.</summary>
    public ScoringModel(ScoreKind kind, int? segmentId, int? stageId, string name) =>
        (Kind, SegmentId, StageId, Name) = (kind, segmentId, stageId, name);

    /// <summary>Key.</summary>
    public int Id { get; private set; }

    /// <summary>The question it answers.</summary>
    public ScoreKind Kind { get; private set; }

    /// <summary>The segment it is for; null: any.</summary>
    public int? SegmentId { get; private set; }

    /// <summary>The journey stage it is for; null: any.</summary>
    public int? StageId { get; private set; }

    /// <summary>As shown.</summary>
    public string Name { get; set; } = "";

    /// <summary>The draft being worked on, if any.</summary>
    public ModelDefinition? Draft { get; set; }

    /// <summary>Counts changes of the draft, so that two people editing it do not overwrite each other unseen.</summary>
    public int DraftRevision { get; set; }

    /// <summary>Who last saved the draft.</summary>
    public string? DraftBy { get; set; }

    /// <summary>When the draft was last saved (UTC).</summary>
    public DateTimeOffset? DraftAt { get; set; }

    /// <summary>What the last preview of the draft came to; of an older revision it says nothing any more.</summary>
    public PreviewSummary? DraftPreview { get; set; }

    /// <summary>Published versions.</summary>
    public List<ScoringModelVersion> Versions { get; private set; } = [];
}

/// <summary>What a model said from a day on.</summary>
public sealed class ScoringModelVersion
{
    /// <summary>Key across all models; scores name the version that made them by it.</summary>
    public int Id { get; init; }

    /// <summary>The model.</summary>
    public int ModelId { get; init; }

    /// <summary>1, 2, 3 … within the model.</summary>
    public int Number { get; init; }

    /// <summary>First day it scores.</summary>
    public DateOnly Published { get; init; }

    /// <summary>When it was published (UTC).</summary>
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string PublishedBy { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What it should bring about; may be empty.</summary>
    public string ExpectedEffect { get; init; } = "";

    /// <summary>What the preview came to before it was published; null: nobody looked.</summary>
    public PreviewSummary? Preview { get; init; }

    /// <summary>True: from its first day on the model scores nothing, and its accounts fall through to a broader one.</summary>
    public bool Ends { get; init; }

    /// <summary>What it says; of a version that ends the model, what it said last.</summary>
    public required ModelDefinition Definition { get; init; }
}
