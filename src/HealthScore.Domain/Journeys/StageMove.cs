namespace HealthScore.Domain.Journeys;

/// <summary>Somebody put an account into a stage: it counts like what an import gives.</summary>
public sealed class StageMove
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>Key within the account.</summary>
    public long Id { get; init; }

    /// <summary>The first day in the stage; only on it can the move be taken back.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Into which stage.</summary>
    public int StageId { get; init; }

    /// <summary>Why, in people's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Who did it.</summary>
    public required string By { get; init; }

    /// <summary>The stage before, or none.</summary>
    public int? Before { get; init; }

    /// <summary>The stage that an import or a person had given before, or none.</summary>
    public int? GivenBefore { get; init; }
}
