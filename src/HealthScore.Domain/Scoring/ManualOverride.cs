namespace HealthScore.Domain.Scoring;

/// <summary>A person's own band and score for one kind, for a while (scoring contract, section 6.2).</summary>
public sealed class ManualOverride
{
    /// <summary>How many days after its first its last day may be.</summary>
    public const int MostDays = 90;

    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>Key within the account; of two with the same start the higher was entered last.</summary>
    public long Id { get; init; }

    /// <summary>The kind of score it replaces.</summary>
    public ScoreKind Kind { get; init; }

    /// <summary>First day.</summary>
    public DateOnly From { get; init; }

    /// <summary>Last day as meant at first, at most <see cref="MostDays"/> days after <see cref="From"/>.</summary>
    public DateOnly To { get; init; }

    /// <summary>The first day it no longer held, when somebody ended it early.</summary>
    public DateOnly? Ended { get; set; }

    /// <summary>Who ended it early.</summary>
    public string? EndedBy { get; set; }

    /// <summary>The last day it holds; before <see cref="From"/> when it was ended on its first day.</summary>
    public DateOnly LastDay => Ended is { } ended && ended <= To ? ended.AddDays(-1) : To;

    /// <summary>The band published.</summary>
    public Band Band { get; init; }

    /// <summary>The score published, 0–100.</summary>
    public double Score { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>The day it was recorded; null: it came with an import.</summary>
    public DateOnly? Recorded { get; init; }
}
