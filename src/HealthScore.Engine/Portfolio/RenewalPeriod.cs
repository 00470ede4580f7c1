using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Portfolio;

/// <summary>A stretch of days ahead in which renewals are counted.</summary>
/// <param name="From">In so many days, the first.</param>
/// <param name="To">The last.</param>
public sealed record RenewalPeriod(int From, int To)
{
    /// <summary>How far ahead the portfolio looks.</summary>
    public const int Last = 90;

    /// <summary>The coming three months, side by side.</summary>
    public static IReadOnlyList<RenewalPeriod> All { get; } = [new(0, 30), new(31, 60), new(61, Last)];
}

/// <summary>Accounts and ARR of a band whose renewal lies in a period.</summary>
public sealed record RenewalCell(Band Band, RenewalPeriod Period, int Accounts, decimal Arr);
