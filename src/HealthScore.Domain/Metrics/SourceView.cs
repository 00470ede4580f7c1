namespace HealthScore.Domain.Metrics;

/// <summary>A <see cref="SourceCalendar"/> as of a day.</summary>
public readonly struct SourceView
{
    private readonly SourceCalendar? _calendar;
    private readonly int _latest;
    private readonly int _day;

    internal SourceView(SourceCalendar calendar, int latest, int day) => (_calendar, _latest, _day) = (calendar, latest, day);

    /// <summary>True when no account had a reading for as long as the metric's freshness: nothing else may then be asked.</summary>
    public bool IsSilent => _calendar is null;

    /// <summary>The day from which <see cref="DaySums"/> counts.</summary>
    public int Origin => _calendar?.Origin ?? 0;

    /// <summary>The stretches of days with source, in order, none after the day of this view.</summary>
    internal IEnumerable<(int First, int Last)> Stretches => _calendar is null ? [] : _calendar.StretchesThrough(_day, _latest);

    /// <summary>Sets the days with source among some that end with the day of this view.</summary>
    internal void Fill(Span<double> days, double value) => _calendar?.Fill(days, _day, _latest, value);

    /// <summary>The days with source from the first to the last, both included, none after the day of this view.</summary>
    public DaySums Between(int first, int last) =>
        first > last || _calendar is null
            ? default
            : _calendar.Through(Math.Min(last, _day), _latest) - _calendar.Through(first - 1, _latest);
}

/// <summary>Sums over a set of days, each counted from a common origin: what a least-squares slope needs, exactly.</summary>
/// <param name="Count">How many days.</param>
/// <param name="Sum">Σ x.</param>
/// <param name="Squares">Σ x².</param>
public readonly record struct DaySums(int Count, long Sum, long Squares)
{
    /// <summary>n Σx² − (Σx)²: n² times the variance, free of the origin.</summary>
    public double Spread => (double)((Count * Squares) - (Sum * Sum));

    /// <summary>Both together.</summary>
    public static DaySums operator +(DaySums a, DaySums b) => new(a.Count + b.Count, a.Sum + b.Sum, a.Squares + b.Squares);

    /// <summary>The one without the other.</summary>
    public static DaySums operator -(DaySums a, DaySums b) => new(a.Count - b.Count, a.Sum - b.Sum, a.Squares - b.Squares);

    internal static DaySums Of(long first, long last) =>
        new((int)(last - first + 1), Triangle(last) - Triangle(first - 1), Pyramid(last) - Pyramid(first - 1));

    private static long Triangle(long n) => n * (n + 1) / 2;

    private static long Pyramid(long n) => n * (n + 1) * ((2 * n) + 1) / 6;
}
