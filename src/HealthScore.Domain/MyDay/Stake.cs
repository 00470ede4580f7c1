using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.MyDay;

/// <summary>What the stake of an account is made from.</summary>
/// <param name="Arr">Annual recurring revenue in the organisation's currency; 0 when not known.</param>
/// <param name="Health">The health score, 0–100; null: none.</param>
/// <param name="Band">Its band.</param>
/// <param name="Before">The health score thirty days before; null: none.</param>
/// <param name="BandOnTheEve">The band on the day before the last one that was scored for good; unknown: none.</param>
/// <param name="DaysToRenewal">Days to the next renewal, 0 or more; null: none is known.</param>
public readonly record struct StakeFacts(decimal Arr, double? Health, Band Band, double? Before, Band BandOnTheEve, int? DaysToRenewal);

/// <summary>
/// How much is at stake with an account, by which accounts are ranked that need somebody today: revenue × how bad × how new × how near
/// the renewal is (scoring contract, section 10). The database computes the same for all accounts at once.
/// </summary>
/// <param name="Arr">The revenue that counts: the ARR, and 1 where none is known, so that nobody is forgotten.</param>
/// <param name="Bad">0–1: the share of the score that is missing to 100, half as much for yellow, 0 for green and unknown.</param>
/// <param name="New">1–3: 1 for what has stood for a month, up to 1 more for points lost within thirty days, 1 more for a band lost since the eve.</param>
/// <param name="Near">1–2: 1 while the renewal is half a year or more away or not known, 2 on its day.</param>
public readonly record struct Stake(double Arr, double Bad, double New, double Near)
{
    /// <summary>What a missing point counts for in yellow; in red it counts 1.</summary>
    public const double YellowWeight = 0.5;

    /// <summary>So many points lost within thirty days are as new as can be.</summary>
    public const double NewestFall = 30;

    /// <summary>From so many days on a renewal is far.</summary>
    public const int FarRenewal = 180;

    private const double FullScore = 100;

    /// <summary>The product of the four, in the organisation's currency: 0 when the account needs nobody.</summary>
    public double Amount => Arr * Bad * New * Near;

    /// <summary>The stake of an account.</summary>
    public static Stake Of(StakeFacts facts) => new(
        Math.Max(1, (double)facts.Arr),
        facts.Health is { } health ? WeightOf(facts.Band) * (FullScore - health) / FullScore : 0,
        1 + (facts.Before is { } before && facts.Health is { } now ? Math.Clamp((before - now) / NewestFall, 0, 1) : 0) + (HasFallen(facts.BandOnTheEve, facts.Band) ? 1 : 0),
        1 + (facts.DaysToRenewal is { } days ? Math.Clamp((FarRenewal - days) / (double)FarRenewal, 0, 1) : 0));

    /// <summary>True when the later band is worse than the earlier one; nothing is worse than unknown, and unknown than nothing.</summary>
    public static bool HasFallen(Band from, Band to) => from != Band.Unknown && to != Band.Unknown && to < from;

    private static double WeightOf(Band band) => band switch { Band.Red => 1, Band.Yellow => YellowWeight, _ => 0 };
}
