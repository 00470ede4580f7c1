namespace HealthScore.Domain.Reports;

/// <summary>The day a month is reported as of: the last day of it that was scored.</summary>
/// <param name="Month">The month.</param>
/// <param name="Day">The day; its segments, stages, owners and ARR count.</param>
/// <param name="IsProvisional">True when that day has not ended and its scores will change.</param>
public sealed record MonthEnd(Month Month, DateOnly Day, bool IsProvisional)
{
    /// <summary>True when it is the month's very last day, scored for good: these figures never change.</summary>
    public bool IsComplete => !IsProvisional && Day == Month.Last;

    /// <summary>The state in one word for screens and files.</summary>
    public string Status => IsProvisional ? "Provisional" : IsComplete ? "Complete" : "Not complete";

    /// <summary>A final day goes before a provisional one, which counts only as long as its month runs and has nothing better. Null: the month has no scores.</summary>
    public static MonthEnd? Choose(Month month, DateOnly? lastFinal, DateOnly? lastProvisional, DateOnly today) =>
        lastFinal is { } final ? new(month, final, false)
        : lastProvisional is { } provisional && month == Month.Of(today) ? new(month, provisional, true)
        : null;
}
