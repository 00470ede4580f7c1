using System.Xml;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest.Accounts;
using HealthScore.Engine.Ingest.Contacts;
using HealthScore.Engine.Ingest.Files;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Outcomes;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Readings;
using HealthScore.Engine.Ingest.Rows;
using HealthScore.Engine.Ingest.Writing;
using HealthScore.Engine.Organisation;

namespace HealthScore.Engine.Ingest;

/// <summary>A file that has been read, and what remains to be done with it in the database.</summary>
internal sealed record ParsedFile(ImportContext Import, Func<WriteContext, Task<ImportCounts>> Write);

/// <summary>The part of an import that needs no database: file → columns and their formats → checked rows.</summary>
internal static class ParseFile
{
    public static async Task<Result<ParsedFile>> RunAsync(
        ImportRequest request, FileScan scan, IngestLimits limits, OrganisationClock clock, ProblemLog log, ProgressReporter progress, CancellationToken ct)
    {
        try
        {
            var mapping = request.Mapping is { } given ? Result<ImportMapping>.Ok(given) : GuessMapping.Of(request, scan, limits);
            if (!mapping.IsOk) return Result<ParsedFile>.Fail(mapping.Errors);
            var decided = await DecideAsync(request, scan, mapping.Value, limits, log, progress, ct);
            if (!decided.IsOk) return Result<ParsedFile>.Fail(decided.Errors);
            var opened = await OpenTable.MappedAsync(request.Path, scan, mapping.Value, limits, ct);
            if (!opened.IsOk) return Result<ParsedFile>.Fail(opened.Errors);
            using var table = opened.Value;
            var import = new ImportContext(mapping.Value, decided.Value, new RowReader(table, decided.Value.DecimalSign, clock.Zone, log), log, limits, clock.Today, progress, ct);
            var write = Read(request.Kind, import);
            return import.Refusal is { } refusal ? refusal : new ParsedFile(import, write);
        }
        catch (Exception e) when (IsDamage(e))
        {
            return Damaged(e);
        }
    }

    /// <summary>True for what a reader throws when the file, not the program, is at fault.</summary>
    public static bool IsDamage(Exception e) => e is XmlException or InvalidDataException or CsvHelper.CsvFormatException;

    public static Error Damaged(Exception e) => new("file_broken", $"The file is damaged and cannot be read to its end: {e.Message}");

    /// <summary>Checks the mapping, finds its columns, and decides how they are written.</summary>
    public static async Task<Result<FileFormats>> DecideAsync(
        ImportRequest request, FileScan scan, ImportMapping mapping, IngestLimits limits, ProblemLog log, ProgressReporter progress, CancellationToken ct)
    {
        var wrong = MappingCheck.Of(mapping, request.Kind).ToArray();
        if (wrong.Length > 0) return Result<FileFormats>.Fail(wrong);
        var opened = await OpenTable.MappedAsync(request.Path, scan, mapping, limits, ct);
        if (!opened.IsOk) return Result<FileFormats>.Fail(opened.Errors);
        using var table = opened.Value;
        var bound = BoundMapping.Bind(mapping, request.Kind, table);
        if (!bound.IsOk) return Result<FileFormats>.Fail(bound.Errors);
        return ColumnFormats.Decide(table, bound.Value, mapping, scan.Format == FileFormat.Workbook, log, Tell);

        void Tell(int rows)
        {
            ct.ThrowIfCancellationRequested();
            progress.Report(ImportStage.Reading, rows, table.Fraction);
        }
    }

    private static Func<WriteContext, Task<ImportCounts>> Read(ImportKind kind, ImportContext import)
    {
        switch (kind)
        {
            case ImportKind.Readings:
                var readings = ReadingsFile.Read(import);
                return context => WriteReadings.RunAsync(context, readings);
            case ImportKind.Accounts when import.Mapping.Rows == RowShape.Subscriptions:
                var subscriptions = SubscriptionsFile.Read(import);
                return context => WriteSubscriptions.RunAsync(context, subscriptions);
            case ImportKind.Accounts:
                var accounts = AccountsFile.Read(import);
                return context => WriteAccounts.RunAsync(context, accounts);
            case ImportKind.Outcomes:
                var outcomes = OutcomesFile.Read(import);
                return context => WriteOutcomes.RunAsync(context, outcomes);
            case ImportKind.Contacts:
                var contacts = ContactsFile.Read(import);
                return context => WriteContacts.RunAsync(context, contacts);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }
}
