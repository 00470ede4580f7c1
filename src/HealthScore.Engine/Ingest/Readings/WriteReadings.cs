using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Writing;

namespace HealthScore.Engine.Ingest.Readings;

/// <summary>Checks a file of readings against what the database knows, and writes it.</summary>
internal static class WriteReadings
{
    public static async Task<ImportCounts> RunAsync(WriteContext context, ReadingsFile file)
    {
        var (import, bound) = (context.Import, context.Import.Bound);
        var accounts = await AccountBook.ReadAsync(context, file.Accounts);
        accounts.CheckLife(import.Log, file.Places, bound["day"]!.ColumnName);
        var metrics = await MetricsAsync(context, file);
        await accounts.ResolveAsync(context, file.Places, bound["account"]!);
        if (context.Import.Log.Errors > 0) return default;

        var ids = new long[file.Accounts.Count];
        for (var i = 0; i < ids.Length; i++) ids[i] = accounts[i]?.Id ?? 0;
        var repeats = file.Metrics.Select(m => m.Repeats(import.Mapping)).ToArray();
        var readings = RepeatedReadings.Merge(file.Entries, ids, metrics, repeats, import.Log, bound["day"]!.ColumnName);
        file.Clear();
        if (context.StopsHere) return new ImportCounts(readings.Length, 0, 0);
        var progress = new WriteProgress(import, readings.Length);
        var counts = await context.Readings.WriteAsync(context.Transaction, readings, progress, context.Cancellation);
        // A reading before the start makes an account active, and one that is still to start shows it.
        context.Touched.AddRange(accounts.StartingAfter(import.Today));
        return new ImportCounts(counts.Added, counts.Changed, counts.Unchanged, counts.Late);
    }

    private static async Task<short[]> MetricsAsync(WriteContext context, ReadingsFile file)
    {
        var catalogue = (await IngestSql.ReadMetricsAsync(context.Connection, context.Cancellation)).ToDictionary(m => m.Key);
        var known = catalogue.ToDictionary(m => m.Key, m => m.Value.Id);
        foreach (var metric in file.Metrics)
            if (catalogue.TryGetValue(metric.Key, out var existing)) Complain(context, file, metric, existing);
        var missing = file.Metrics.Where(m => !known.ContainsKey(m.Key)).ToArray();
        foreach (var metric in missing)
            if (Complaint(metric, context.Import.Mapping) is { } complaint) Complain(context, file, metric, ProblemReason.UnknownMetric, complaint);
        if (missing.Length > 0 && !context.StopsHere)
            foreach (var (key, id) in await IngestSql.InsertMetricsAsync(context.Connection, [.. missing.Select(m => m.New(context.Import.Mapping))], context.Cancellation))
                known.Add(key, id);
        return [.. file.Metrics.Select(m => known.GetValueOrDefault(m.Key))];
    }

    private static string? Complaint(NamedMetric metric, ImportMapping mapping) =>
        mapping.UnknownMetrics == WhenUnknown.Refuse ? $"There is no metric \"{metric.Key}\". Add it, or let the mapping create it: \"unknown_metrics\": \"create\"."
        : metric.IsKindKnown(mapping) ? null
        : $"The metric \"{metric.Key}\" is new, and the mapping does not say what kind it is. Add \"kind\" to it, or \"new_metrics\": {{ \"kind\": \"guess\" }}.";

    private static void Complain(WriteContext context, ReadingsFile file, NamedMetric metric, KnownMetric existing)
    {
        if (existing.Expression is { } expression)
            Complain(context, file, metric, ProblemReason.CalculatedMetric, $"The metric \"{metric.Key}\" is calculated by {expression}, so no readings of it can be brought in. Leave it out, or bring it in under another key.");
        else if (existing.RetiredOn is { } day)
            Complain(context, file, metric, ProblemReason.RetiredMetric, $"The metric \"{metric.Key}\" was retired on {day:yyyy-MM-dd}. Its readings are kept, but no model uses them; revive it, or leave it out of the file.");
    }

    // In a wide file the fault is the header's; in a long one each row names its metric.
    private static void Complain(WriteContext context, ReadingsFile file, NamedMetric metric, ProblemReason reason, string complaint)
    {
        if (context.Import.Bound["metric"] is not { } field)
        {
            context.Import.Log.Add(1, metric.Column, metric.Key, reason, complaint);
            return;
        }

        var number = -1;
        for (var i = 0; i < file.Metrics.Count; i++)
            if (file.Metrics[i] == metric) number = i;
        foreach (var entry in file.Entries)
            if (entry.Metric == number) context.Import.Log.Add(entry.Row, field.ColumnName, metric.Column, reason, complaint);
    }

    private sealed class WriteProgress(Rows.ImportContext import, int count) : IProgress<long>
    {
        public void Report(long value) => import.Progress.Report(ImportStage.Writing, value, (double)value / Math.Max(1, count));
    }
}
