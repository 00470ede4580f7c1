using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.MyDay;

/// <summary>Somebody's word that an account can wait until a day, with the reason. It comes back early when it gets worse by a band.</summary>
public sealed class Snooze
{
    /// <summary>At most so many days.</summary>
    public const int MostDays = 90;

    /// <summary>At most so many letters of a reason.</summary>
    public const int LongestReason = 300;

    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>Key within the account.</summary>
    public long Id { get; init; }

    /// <summary>The first day on which the account is there again.</summary>
    public DateOnly Until { get; init; }

    /// <summary>Why it can wait.</summary>
    public required string Reason { get; init; }

    /// <summary>Its health band when it was put off.</summary>
    public Band Band { get; init; }

    /// <summary>Who put it off.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When somebody took it back; null: nobody did.</summary>
    public DateTimeOffset? Ended { get; set; }

    /// <summary>Who took it back.</summary>
    public string? EndedBy { get; set; }

    /// <summary>True when the account comes back before its day, because it is worse by a band than when it was put off.</summary>
    /// <param name="band">Its health band by now.</param>
    public bool EndsEarly(Band band) => Band != Band.Unknown && band != Band.Unknown && band < Band;
}
