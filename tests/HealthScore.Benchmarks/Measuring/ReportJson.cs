using System.Text.Json;

namespace HealthScore.Benchmarks.Measuring;

/// <summary>Writes a report so that a program can draw or compare it.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task WriteAsync(Report report, Machine machine, string file, CancellationToken ct)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(stream, new
        {
            report.Benchmark,
            report.Accounts,
            Machine = machine,
            Measured = report.Samples.Where(s => s.Values.Count > 0).Select(s => new { s.Name, s.Unit, s.Median, P95 = s.Percentile(95), s.Note, s.Values }),
            report.Ratios,
            report.Waits,
        }, Indented, ct);
    }
}
