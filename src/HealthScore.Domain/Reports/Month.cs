using System.Globalization;

namespace HealthScore.Domain.Reports;

/// <summary>A calendar month of the organisation's time zone, written <c>2026-01</c>.</summary>
public readonly record struct Month : IComparable<Month>
{
    private readonly int index; // months since January of the year 1

    private Month(int index) => this.index = index;

    /// <summary>First day.</summary>
    public DateOnly First => new((index / 12) + 1, (index % 12) + 1, 1);

    /// <summary>Last day: the 28th to the 31st.</summary>
    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    /// <summary>The month before.</summary>
    public Month Previous => Add(-1);

    /// <summary>The month that the day is in.</summary>
    public static Month Of(DateOnly day) => new(((day.Year - 1) * 12) + day.Month - 1);

    /// <summary>Reads <c>2026-01</c> and nothing else; years 2000 to 2999, so that adding months never leaves the calendar.</summary>
    public static bool TryParse(string? text, out Month month)
    {
        month = default;
        if (!DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 2000 or > 2999) return false;
        month = Of(day);
        return true;
    }

    /// <summary>Every month from the first to the last, both included; none when the last is before the first.</summary>
    public static IEnumerable<Month> Range(Month first, Month last) =>
        Enumerable.Range(first.index, Math.Max(0, last.index - first.index + 1)).Select(i => new Month(i));

    /// <summary>So many months later; negative: earlier.</summary>
    public Month Add(int months) => new(index + months);

    /// <summary>How many months it is after the other one; negative: before.</summary>
    public int Since(Month other) => index - other.index;

    /// <inheritdoc />
    public int CompareTo(Month other) => index.CompareTo(other.index);

    /// <summary>Earlier.</summary>
    public static bool operator <(Month left, Month right) => left.index < right.index;

    /// <summary>Later.</summary>
    public static bool operator >(Month left, Month right) => left.index > right.index;

    /// <summary>Earlier, or the same.</summary>
    public static bool operator <=(Month left, Month right) => left.index <= right.index;

    /// <summary>Later, or the same.</summary>
    public static bool operator >=(Month left, Month right) => left.index >= right.index;

    /// <summary>As it stands in addresses and files: <c>2026-01</c>.</summary>
    public override string ToString() => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
