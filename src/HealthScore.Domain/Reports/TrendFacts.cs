using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Reports;

/// <summary>Accounts of one segment and band at a month's end.</summary>
/// <param name="Month">The month.</param>
/// <param name="SegmentId">The segment on that day; null: none.</param>
/// <param name="Band">The band.</param>
/// <param name="Accounts">How many.</param>
/// <param name="Arr">Their ARR together.</param>
/// <param name="ScoreSum">Their published scores together; 0 for those without one.</param>
public sealed record LevelFact(Month Month, int? SegmentId, Band Band, int Accounts, decimal Arr, double ScoreSum);

/// <summary>Accounts that stood in one place at the month's end before and in another one at this month's end.</summary>
/// <param name="Month">The later month.</param>
/// <param name="Before">Where they stood.</param>
/// <param name="Now">Where they stand.</param>
/// <param name="Accounts">How many.</param>
/// <param name="ArrBefore">Their ARR then; 0 where it is not ours to count.</param>
/// <param name="ArrNow">Their ARR now; 0 where it is not ours to count.</param>
public sealed record MoveFact(Month Month, Place Before, Place Now, int Accounts, decimal ArrBefore, decimal ArrNow);

/// <summary>Where an account stood at a month's end.</summary>
/// <param name="Presence">Whether it was scored, and inside what the reader may see.</param>
/// <param name="SegmentId">Its segment; null: none, or not here.</param>
/// <param name="Band">Its band; unknown when not here.</param>
public readonly record struct Place(Presence Presence, int? SegmentId = null, Band Band = Band.Unknown)
{
    /// <summary>True when it counted in the group.</summary>
    public bool IsIn(TrendGroup group) => Presence == Presence.Here && group.Includes(SegmentId);
}

/// <summary>Whether an account counts at a month's end.</summary>
public enum Presence
{
    /// <summary>It was not scored: not yet a customer, or no longer one.</summary>
    Absent = 0,

    /// <summary>It was scored, but belonged to an owner outside the reader's scope.</summary>
    Elsewhere = 1,

    /// <summary>It counts.</summary>
    Here = 2,
}
