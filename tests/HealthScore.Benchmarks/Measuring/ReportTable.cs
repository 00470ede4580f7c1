using System.Globalization;

namespace HealthScore.Benchmarks.Measuring;

/// <summary>Writes a report as aligned tables.</summary>
internal static class ReportTable
{
    public static void Write(Report report, TextWriter to)
    {
        WriteRows(to, [["measured", "median", "p95", "lowest", "highest", "n", ""], .. report.Samples.Where(s => s.Values.Count > 0).Select(Row)]);
        if (report.Ratios.Count > 0) WriteRows(to, [["ratio of medians", "is", "wanted"], .. report.Ratios.Select(r => new[] { r.Name, Number(r.Value), r.Target })]);
        if (report.Waits.Count > 0) WriteRows(to, [["statement", "calls", "waited", "ended at"], .. report.Waits.Select(Row)]);
    }

    private static string[] Row(Wait wait) => [wait.Statement, wait.Calls.ToString(CultureInfo.InvariantCulture), $"{Number(wait.Seconds)} s", $"{Number(wait.LastEnd)} s"];

    private static string[] Row(Samples samples) =>
    [
        samples.Name, $"{Number(samples.Median)} {samples.Unit}", Number(samples.Percentile(95)), Number(samples.Values.Min()), Number(samples.Values.Max()),
        samples.Values.Count.ToString(CultureInfo.InvariantCulture), samples.Note,
    ];

    // Three digits that mean something.
    private static string Number(double value) => value.ToString(Math.Abs(value) switch { >= 100 => "N0", >= 10 => "N1", >= 1 => "N2", _ => "N3" }, CultureInfo.InvariantCulture);

    private static void WriteRows(TextWriter to, List<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length)).ToArray();
        foreach (var row in rows)
            to.WriteLine(string.Join("  ", row.Select((cell, i) => i == 0 || i == row.Length - 1 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        to.WriteLine();
    }
}
