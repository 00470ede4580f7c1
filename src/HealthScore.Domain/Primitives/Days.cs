using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthScore.Domain.Primitives;

/// <summary>Days as people of a culture write them: in its order and with its signs, the month as a short word.</summary>
public static partial class Days
{
    private static readonly ConcurrentDictionary<string, (string Day, string Short, string Month)> Patterns = new();

    /// <summary>12 Mar 2026; Mar 12, 2026; 12. Mär 2026.</summary>
    public static string Day(DateOnly day, CultureInfo culture) => day.ToString(PatternsOf(culture).Day, culture);

    /// <summary>12 Mar 2026, 14:05 of the moment's own offset.</summary>
    public static string Moment(DateTimeOffset moment, CultureInfo culture) => $"{Day(DateOnly.FromDateTime(moment.DateTime), culture)}, {moment.ToString("t", culture)}";

    /// <summary>12 Mar, where the year is clear.</summary>
    public static string Short(DateOnly day, CultureInfo culture) => day.ToString(PatternsOf(culture).Short, culture);

    /// <summary>Mar 2026.</summary>
    public static string Month(DateOnly day, CultureInfo culture) => day.ToString(PatternsOf(culture).Month, culture);

    // The culture's own long patterns, without the day of the week and with the month shortened.
    private static (string Day, string Short, string Month) PatternsOf(CultureInfo culture) => Patterns.GetOrAdd(culture.Name, static (_, of) =>
    {
        var format = of.DateTimeFormat;
        return of.Equals(CultureInfo.InvariantCulture) ? ("d MMM yyyy", "d MMM", "MMM yyyy")
            : (Shortened(Weekday().Replace(format.LongDatePattern, "")), Shortened(format.MonthDayPattern), Shortened(format.YearMonthPattern));
    }, culture);

    private static string Shortened(string pattern) => Month().Replace(pattern, "MMM").Trim();

    // With the sign or the word that ties it to the rest.
    [GeneratedRegex(@"^dddd[,.]?\s*('[^']*'\s*)?|[,.]?\s*dddd$")]
    private static partial Regex Weekday();

    [GeneratedRegex("MMMM")]
    private static partial Regex Month();
}
