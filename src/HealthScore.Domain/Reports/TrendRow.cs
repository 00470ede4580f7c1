using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Reports;

/// <summary>Accounts of a band, and how much of the group they are.</summary>
/// <param name="Band">The band.</param>
/// <param name="Accounts">How many.</param>
/// <param name="Arr">Their ARR together.</param>
/// <param name="AccountShare">Of the group's accounts, 0–1, not rounded; null when it has none.</param>
/// <param name="ArrShare">Of the group's ARR, 0–1, not rounded; null when it has none.</param>
public sealed record BandLevel(Band Band, int Accounts, decimal Arr, decimal? AccountShare, decimal? ArrShare);

/// <summary>A group at the end of a month.</summary>
/// <param name="End">The month and the day it is reported as of.</param>
/// <param name="Group">A segment, or all.</param>
/// <param name="Bands">Red, yellow, green, unknown; they add up to the group.</param>
/// <param name="MeanScore">Mean of the accounts that have a score, 0–100 with 2 decimals; null when none has.</param>
/// <param name="Moves">Since the month before; null when that month was not scored.</param>
public sealed record TrendRow(MonthEnd End, TrendGroup Group, IReadOnlyList<BandLevel> Bands, double? MeanScore, MonthMoves? Moves)
{
    /// <summary>The bands in the order of every list: worst first.</summary>
    public static IReadOnlyList<Band> BandOrder { get; } = [Band.Red, Band.Yellow, Band.Green, Band.Unknown];

    /// <summary>One band of the row.</summary>
    public BandLevel this[Band band] => Bands.First(level => level.Band == band);

    /// <summary>All accounts of the group, with a score or without.</summary>
    public int Accounts => Bands.Sum(band => band.Accounts);

    /// <summary>Their ARR.</summary>
    public decimal Arr => Bands.Sum(band => band.Arr);

    /// <summary>ARR at risk: that of the red accounts.</summary>
    public decimal ArrAtRisk => this[Band.Red].Arr;

    internal static TrendRow Of(MonthEnd end, TrendGroup group, IReadOnlyCollection<LevelFact> facts, MonthMoves? moves)
    {
        var accounts = BandOrder.Select(band => facts.Where(f => f.Band == band).Sum(f => f.Accounts)).ToArray();
        var arr = BandOrder.Select(band => facts.Where(f => f.Band == band).Sum(f => f.Arr)).ToArray();
        var accountShares = Shares.Of([.. accounts.Select(a => (decimal)a)]);
        var arrShares = Shares.Of(arr);
        var scored = facts.Where(f => f.Band != Band.Unknown).ToList();
        var scoredAccounts = scored.Sum(f => f.Accounts);
        return new(
            end, group,
            [.. BandOrder.Select((band, i) => new BandLevel(band, accounts[i], arr[i], accountShares[i], arrShares[i]))],
            scoredAccounts == 0 ? null : Rounding.Score(scored.Sum(f => f.ScoreSum) / scoredAccounts),
            moves);
    }
}
