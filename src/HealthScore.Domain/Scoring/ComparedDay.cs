namespace HealthScore.Domain.Scoring;

/// <summary>
/// The day that changes, movers and the portfolio's figures are compared with: the thirtieth before the newest scores, or, where that one
/// was not scored, the last day of the week before it that was.
/// </summary>
public static class ComparedDay
{
    /// <summary>So many days lie between, where both were scored.</summary>
    public const int DaysBefore = 30;

    /// <summary>So many days more, at most.</summary>
    public const int LongestGap = 7;

    /// <summary>The thirtieth day before.</summary>
    /// <param name="newest">The newest day with scores.</param>
    public static DateOnly Wanted(DateOnly newest) => newest.AddDays(-DaysBefore);

    /// <summary>The earliest day that may stand for it.</summary>
    /// <param name="newest">The newest day with scores.</param>
    public static DateOnly Earliest(DateOnly newest) => newest.AddDays(-DaysBefore - LongestGap);
}
