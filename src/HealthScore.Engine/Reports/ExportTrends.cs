using HealthScore.Domain.Primitives;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Reports.Columns;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Reports.Files;
using Microsoft.Extensions.Options;

namespace HealthScore.Engine.Reports;

/// <summary>The monthly trends as a file: the same columns, rows and rounded figures as on the page.</summary>
public sealed class ExportTrends(ReadMonthlyTrends read, IOptions<OrganisationOptions> organisation, OrganisationClock clock)
{
    public async Task<Result<ReportFile>> RunAsync(Actor actor, TrendRequest request, ReportFormat format, CancellationToken ct)
    {
        if (!actor.May(Permission.Export)) return Error.Forbidden("export reports");
        var result = await read.RunAsync(actor, request, ct);
        if (!result.IsOk) return Result<ReportFile>.Fail(result.Errors);
        var report = result.Value;
        if (report.Trends.IsEmpty) return NoScores(report);

        var columns = new TrendColumns(organisation.Value.Currency, request.Kind);
        var rows = report.Trends.Rows;
        var notes = ReportNotes.OfTrends(report, request.SegmentId, actor, organisation.Value, clock);
        return new ReportFile(
            Name(report, request, format), format.ContentType(),
            format == ReportFormat.Csv
                ? (stream, stop) => CsvFile.WriteAsync(stream, [.. columns.Heads, .. columns.Levels, .. columns.Moves], rows.ToAsyncEnumerable(), stop)
                : (stream, stop) => WriteBookAsync(stream, columns, rows, notes, stop));
    }

    private static async Task WriteBookAsync(Stream stream, TrendColumns columns, IReadOnlyList<TrendRow> rows, IReadOnlyList<ReportNote> notes, CancellationToken ct)
    {
        using var book = new XlsxBook(stream);
        await book.WriteSheetAsync("Trends", [.. columns.Heads, .. columns.Levels], rows.ToAsyncEnumerable(), ct);
        await book.WriteSheetAsync("Moves", [.. columns.Heads, .. columns.Moves], rows.ToAsyncEnumerable(), ct);
        await book.WriteSheetAsync("Notes", ReportNote.Columns, notes.ToAsyncEnumerable(), ct);
        await book.CompleteAsync(ct);
    }

    private static Error NoScores(TrendReport report)
    {
        var months = report.From == report.To ? $"{report.From}" : $"{report.From} to {report.To}";
        return new(
            "no_scores",
            report.Earliest is null
                ? "Nothing was scored yet. Import data and start a run on the Jobs page."
                : $"There are no scores that you may see in {months}. Scores exist from {report.Earliest} to {report.Latest}.",
            "month");
    }

    private static string Name(TrendReport report, TrendRequest request, ReportFormat format)
    {
        var segment = request.SegmentId is null ? "" : "-" + FileNames.Slug(report.Trends.Groups[0].Name);
        return $"{request.Kind.ToString().ToLowerInvariant()}-trends-{report.From}-to-{report.To}{segment}.{format.Extension()}";
    }
}
