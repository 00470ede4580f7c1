namespace HealthScore.Domain.MyDay;

/// <summary>The day that "new" is measured from: the one before the last working day.</summary>
public static class Eve
{
    /// <summary>
    /// The day before the last working day that was scored for good. On a Monday that is Thursday: what crossed on Friday or over the
    /// weekend is as new to whoever comes in as what crossed yesterday is on other days.
    /// </summary>
    /// <param name="night">The last day that was scored for good.</param>
    public static DateOnly Of(DateOnly night)
    {
        var worked = night;
        while (worked.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) worked = worked.AddDays(-1);
        return worked.AddDays(-1);
    }
}
