using HealthScore.Domain.Segments;

namespace HealthScore.Domain.Journeys;

/// <summary>A stage of a journey, e.g. Onboarding.</summary>
public sealed class Stage
{
    /// <summary>Key.</summary>
    public int Id { get; init; }

    /// <summary>As shown, and as imports and models name it; unique over all journeys.</summary>
    public required string Name { get; set; }

    /// <summary>The journey it belongs to.</summary>
    public int JourneyId { get; init; }

    /// <summary>Order in the journey, from 0.</summary>
    public int Position { get; set; }

    /// <summary>Days a customer usually spends in it; null: no expectation.</summary>
    public int? ExpectedDays { get; set; }

    /// <summary>The entry rule: what must hold for an account to enter it; null: imports and people alone put accounts into it.</summary>
    public Condition? Entry { get; set; }
}
