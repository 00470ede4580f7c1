namespace HealthScore.Engine.Demo;

/// <summary>The days of the demo: from when to when there are data, how busy each day is, and when a source said nothing. Days are <see cref="DateOnly.DayNumber"/>.</summary>
internal sealed class DemoCalendar
{
    private readonly double[] _load;

    public DemoCalendar(DateOnly today, int months)
    {
        (Today, First) = (today.DayNumber, today.AddMonths(-months).DayNumber);
        _load = new double[Today - First + 1];
        for (var i = 0; i < _load.Length; i++) _load[i] = Weekday(First + i) * Season(DateOnly.FromDayNumber(First + i));
    }

    /// <summary>First day with readings.</summary>
    public int First { get; }

    /// <summary>The day after the last complete one.</summary>
    public int Today { get; }

    /// <summary>Days from the first to today, both included.</summary>
    public int Length => _load.Length;

    /// <summary>Share of a normal working day's use.</summary>
    public double Load(int day) => _load[day - First];

    /// <summary>The help desk's feed died for six days and was mended; what it missed never came.</summary>
    public bool TicketsAreSilent(int day) => day >= Today - 24 && day < Today - 18;

    /// <summary>The gateway that counts API calls has said nothing for five days.</summary>
    public bool ApiIsSilent(int day) => day >= Today - 5;

    /// <summary>Machines call on Sundays too.</summary>
    public static double MachineLoad(int day) => IsWeekend(day) ? 0.6 : 1;

    public static bool IsWeekend(int day) => Day(day) is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public static DayOfWeek Day(int day) => (DayOfWeek)((day + 1) % 7);

    private static double Weekday(int day) => Day(day) switch
    {
        DayOfWeek.Saturday => 0.10,
        DayOfWeek.Sunday => 0.07,
        DayOfWeek.Friday => 0.92,
        _ => 1,
    };

    private static double Season(DateOnly day) => (day.Month, day.Day) switch
    {
        (12, >= 24 and <= 26) or (12, 31) or (1, 1) => 0.3,
        (12, >= 21) or (1, <= 3) => 0.6,
        (8, >= 4 and <= 25) => 0.78,
        (8, _) or (7, >= 25) => 0.88,
        _ => 1,
    };
}
