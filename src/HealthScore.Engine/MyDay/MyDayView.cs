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
/// <param name="Change">Against the day that is compared with; null: not known.</param>
/// <param name="BandOnTheEve">Where it stood on the eve.</param>
/// <param name="IsNew">True when it was in a better band on the eve, or had no score while others did.</param>
/// <param name="NewRisk">Type of a risk event that was opened since the eve; null: none.</param>
/// <param name="SnoozedUntil">The day of a snooze of it that ended by itself since the eve; null: none did.</param>
/// <param name="BackEarly">True when that one ended before its day, because the account got worse by a band.</param>
/// <param name="Champion">Whom to talk to; null: no champion is known.</param>
/// <param name="LastContact">When somebody last spoke with them; null: never, as far as is recorded.</param>
/// <param name="Reason">The one reason in plain words; null: the numbers name none.</param>
/// <param name="Stake">Why it stands where it does in the list.</param>
public sealed record NeedRow(
    long AccountId, string Name, string? Owner, decimal Arr, DateOnly? Renewal, double? Health, Band Band, double? Change, Band BandOnTheEve, bool IsNew, string? NewRisk,
    DateOnly? SnoozedUntil, bool BackEarly, bool IsProvisional, string? Reason, NextStep NextStep, Stake Stake, ChampionLine? Champion, DateOnly? LastContact);

/// <summary>A person who pushes our product inside an account.</summary>
public sealed record ChampionLine(string Name, string? Email);

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
/// <param name="Owned">True when any of them is active.</param>
/// <param name="Night">The last day that was scored for good; null: none was.</param>
/// <param name="IsScored">True when any of them has a health score.</param>
/// <param name="Unscored">Those without: nobody can tell whether they need somebody.</param>
/// <param name="Needs">The accounts that need somebody, the most at stake first; the total up to <see cref="ListAccounts.MostCounted"/> and one.</param>
public sealed record MyDayView(
    Whose Shown, IReadOnlyList<Whose> Choices, string? Team, AccountFilter Accounts, bool Owned, DateOnly? Night, bool IsScored, AccountsSum Unscored, Some<NeedRow> Needs,
    Some<SnoozedRow> Snoozed,
    IReadOnlyList<RenewalSum> Renewals, Some<CrossingRow> Fell, Some<CrossingRow> Rose, Some<CrossingRow> Lost, Some<NewsRow> Risks, Some<NewsRow> Milestones)
{
    /// <summary>The day that changes are measured from (<see cref="ComparedDay"/>); null: there is none.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>What is new is new since then.</summary>
    public DateOnly? Eve => Night is { } night ? Domain.MyDay.Eve.Of(night) : null;
}
