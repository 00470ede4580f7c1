using System.Globalization;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Tests.Metrics;

/// <summary>
/// Readings as a line of text: a column per day, a point for a day without a reading. The last column is day
/// <see cref="Today"/>, the day that the tests look from.
/// </summary>
internal static class Columns
{
    public const int Today = 100_000;

    public static int FirstDay(string columns) => Today - columns.Split(' ').Length + 1;

    public static IEnumerable<(int Day, double Value)> Parse(string columns) => columns.Split(' ')
        .Select((text, i) => (Day: FirstDay(columns) + i, Text: text))
        .Where(c => c.Text != ".")
        .Select(c => (c.Day, double.Parse(c.Text, CultureInfo.InvariantCulture)));

    public static void Add(this AccountReadings readings, Metric metric, string columns)
    {
        foreach (var (day, value) in Parse(columns)) readings.Add(metric.Id, day, value);
    }

    /// <summary>What a measure says, as text: a number or the reason why there is none.</summary>
    public static object Shown(this MeasureValue value) => value.IsOk ? Math.Round(value.Value, 6) : value.Status;
}
