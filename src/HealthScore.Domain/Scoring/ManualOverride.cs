namespace HealthScore.Domain.Scoring;

/// <summary>A person's own band and score for one kind, for a while (scoring contract, section 6.2).</summary>
public sealed class ManualOverride
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>Key within the account; of two with the same start the higher was entered last.</summary>
    public long Id { get; init; }

    /// <summary>The kind of score it replaces.</summary>
    public ScoreKind Kind { get; init; }

    /// <summary>First day.</summary>
    public DateOnly From { get; init; }

    /// <summary>Last day, at most 90 days after <see cref="From"/>.</summary>
    public DateOnly To { get; init; }

    /// <summary>The band published.</summary>
    public Band Band { get; init; }

    /// <summary>The score published, 0–100.</summary>
    public double Score { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }
}
