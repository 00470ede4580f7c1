namespace HealthScore.Engine.Storage.Retention;

/// <summary>How long history is kept. Section <c>HealthScore:Retention</c> of the settings; checked at start.</summary>
public sealed class RetentionOptions
{
    /// <summary>The fewest months that readings may be kept: the longest window of a measure, 400 days, against the one before it, and the nights that may be missed.</summary>
    public const int FewestReadingMonths = 28;

    internal const int FewestScoreMonths = 3;
    internal const int MostMonths = 1200;

    /// <summary>Months for which scores are kept day by day, 3 to 1,200; of each month before, the last score of each account and kind. Default 13.</summary>
    public int DailyScoreMonths { get; set; } = 13;

    /// <summary>Months for which readings are kept, 28 to 1,200. Default: none, which keeps them for ever.</summary>
    public int? ReadingMonths { get; set; }

    internal bool AreScoreMonthsSound => DailyScoreMonths is >= FewestScoreMonths and <= MostMonths;

    internal bool AreReadingMonthsSound => ReadingMonths is null or (>= FewestReadingMonths and <= MostMonths);

    /// <summary>The first day of the first month whose scores are kept day by day: a month goes only when all of it is out.</summary>
    public DateOnly DailyScoresFrom(DateOnly today) => FirstOfMonth(today.AddMonths(-DailyScoreMonths));

    /// <summary>The first day of the first month whose readings are kept; null: all are.</summary>
    public DateOnly? ReadingsFrom(DateOnly today) => ReadingMonths is { } months ? FirstOfMonth(today.AddMonths(-months)) : null;

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}
