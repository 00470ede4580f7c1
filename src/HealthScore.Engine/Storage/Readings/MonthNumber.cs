namespace HealthScore.Engine.Storage.Readings;

/// <summary>Months counted from the one of the first day that a reading may have.</summary>
internal static class MonthNumber
{
    private static readonly (short Month, byte Day)[] ByDay = Table();

    /// <summary>The month of a day number, and the day in it, from 0.</summary>
    public static (int Month, int Day) Of(int dayNumber) => ByDay[dayNumber - ReadingStore.FirstDay.DayNumber];

    /// <summary>The first day of a month.</summary>
    public static DateOnly First(int month) => ReadingStore.FirstDay.AddMonths(month);

    private static (short, byte)[] Table()
    {
        var table = new (short, byte)[ReadingStore.LastDay.DayNumber - ReadingStore.FirstDay.DayNumber + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var day = ReadingStore.FirstDay.AddDays(i);
            table[i] = ((short)(((day.Year - ReadingStore.FirstDay.Year) * 12) + day.Month - 1), (byte)(day.Day - 1));
        }
        return table;
    }
}
