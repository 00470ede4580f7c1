using HealthScore.Domain.MyDay;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;

namespace HealthScore.Engine.MyDay;

/// <summary>Whose accounts a page is about.</summary>
public enum Whose
{
    /// <summary>Those the user owns.</summary>
    Mine = 1,

    /// <summary>Those of the user's team.</summary>
    Team = 2,

    /// <summary>All that the user may see.</summary>
    All = 3,
}

/// <summary>An account that needs somebody.</summary>
/// <param name="Change">Against thirty days before; null: not known.</param>
/// <param name="BandOnTheEve">Where it stood on the eve.</param>
/// <param name="Reason">The one reason in plain words; null: the numbers name none.</param>
/// <param name="Stake">Why it stands where it does in the list.</param>
public sealed record NeedRow(
    long AccountId, string Name, string? Owner, decimal Arr, DateOnly? Renewal, double? Health, Band Band, double? Change, Band BandOnTheEve, bool IsProvisional,
    string? Reason, NextStep NextStep, Stake Stake)
{
    /// <summary>True when it was in a better band, or not scored, on the eve.</summary>
    public bool IsNew => BandOnTheEve == Band.Unknown || Domain.MyDay.Stake.HasFallen(BandOnTheEve, Band);
}

/// <summary>An account that can wait.</summary>
public sealed record SnoozedRow(long AccountId, string Name, double? Health, Band Band, DateOnly Until, string Reason, string By, DateTimeOffset At);

/// <summary>Accounts and ARR of a band among the renewals.</summary>
public sealed record RenewalSum(Band Band, int Accounts, decimal Arr);

/// <summary>An account whose band changed since the eve.</summary>
public sealed record CrossingRow(long AccountId, string Name, Band Before, Band Band);

/// <summary>Something that happened to an account since the eve.</summary>
public sealed record NewsRow(long AccountId, string Name, DateOnly Day, string What);

/// <summary>Some of a list, and how many there are in all.</summary>
public sealed record Some<T>(IReadOnlyList<T> Rows, int Total);

/// <summary>My day.</summary>
/// <param name="Shown">Whose accounts; another than asked for where the user has none of that sort.</param>
/// <param name="Choices">Between which the user may choose.</param>
/// <param name="Accounts">The accounts it is about, as the grid filters them.</param>
/// <param name="Owned">How many of them are active.</param>
/// <param name="Night">The last day that was scored for good; null: none was.</param>
/// <param name="Needs">The accounts that need somebody, the most at stake first; the total up to <see cref="ListAccounts.MostCounted"/> and one.</param>
public sealed record MyDayView(
    Whose Shown, IReadOnlyList<Whose> Choices, string? Team, AccountFilter Accounts, bool Owned, DateOnly? Night, Some<NeedRow> Needs, IReadOnlyList<SnoozedRow> Snoozed,
    IReadOnlyList<RenewalSum> Renewals, Some<CrossingRow> Fell, Some<CrossingRow> Rose, Some<NewsRow> Risks, Some<NewsRow> Milestones)
{
    /// <summary>The day before <see cref="Night"/>: what is new is new since then.</summary>
    public DateOnly? Eve => Night?.AddDays(-1);
}
