using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest.Files;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Rows;
using HealthScore.Engine.Organisation;

namespace HealthScore.Engine.Ingest;

/// <summary>Shows how a file would be read, and tries the import without writing anything and without leaving a row in the list of imports.</summary>
public sealed class PreviewImport(ImportFile import, OrganisationClock clock, IngestLimits limits)
{
    private const int MostRows = 20;

    public async Task<Result<ImportPreview>> RunAsync(Actor actor, ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        if (ImportFile.Refuse(actor, request) is { } refusal) return refusal;
        try
        {
            return await LookAsync(actor, request, new ProgressReporter(progress), ct);
        }
        catch (Exception e) when (ParseFile.IsDamage(e))
        {
            return ParseFile.Damaged(e);
        }
    }

    private async Task<Result<ImportPreview>> LookAsync(Actor actor, ImportRequest request, ProgressReporter reporter, CancellationToken ct)
    {
        var scan = await FileScan.RunAsync(request.Path, ct);
        var separator = OpenTable.Separator(request.Mapping);
        var profile = Read(request.Path, scan, separator, request.Mapping?.Encoding, table => FileProfile.Of(request.FileName, scan, table));
        if (!profile.IsOk) return Result<ImportPreview>.Fail(profile.Errors);
        var mapping = request.Mapping ?? Read(request.Path, scan, null, null, table => GuessMapping.Of(request.Kind, table)).Value!;
        var decided = await ParseFile.DecideAsync(request, scan, mapping, limits, new ProblemLog(), reporter, ct);
        if (!decided.IsOk) return new ImportPreview(profile.Value, mapping, [], decided.Errors, null);
        var check = await import.TryAsync(actor, request with { Mapping = mapping }, scan, reporter, ct);
        var rows = await RowsAsync(request.Path, scan, mapping, decided.Value.Bound, decided.Value.DecimalSign, ct);
        return new ImportPreview(profile.Value, mapping, rows, check.Errors, check.Value, Formats(decided.Value.Bound, decided.Value.DecimalSign));
    }

    private static FoundFormats Formats(BoundMapping bound, char sign) =>
        new(sign, bound.All.Where(f => f is { Type: FieldType.Day, Column: >= 0, Dates: not null }).DistinctBy(f => f.ColumnName).ToDictionary(f => f.ColumnName, f => f.Dates!.Value));

    private Result<T> Read<T>(string path, FileScan scan, char? separator, string? encoding, Func<Table, T> read)
    {
        var opened = OpenTable.Plain(path, scan, limits, separator, encoding);
        if (!opened.IsOk) return Result<T>.Fail(opened.Errors);
        using var table = opened.Value;
        return read(table);
    }

    private async Task<IReadOnlyList<PreviewRow>> RowsAsync(string path, FileScan scan, ImportMapping mapping, BoundMapping bound, char sign, CancellationToken ct)
    {
        var opened = await OpenTable.MappedAsync(path, scan, mapping, limits, ct);
        if (!opened.IsOk) return [];
        using var table = opened.Value;
        var rows = new List<PreviewRow>();
        while (rows.Count < MostRows && table.Read()) rows.Add(new PreviewRow(table.Row, [.. bound.All.Select(f => Cell(table, f, sign))]));
        return rows;
    }

    private PreviewCell Cell(Table table, BoundField field, char sign)
    {
        var log = new ProblemLog();
        var reader = new RowReader(table, sign, clock.Zone, log);
        var reads = field.Type switch
        {
            FieldType.Day => reader.Day(field)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            FieldType.Number => reader.Number(field)?.ToString(CultureInfo.InvariantCulture),
            FieldType.YesNo => reader.YesNo(field) switch { null => null, true => "yes", false => "no" },
            _ => reader.Text(field) is { IsEmpty: false } text ? text.ToString() : null,
        };
        return new PreviewCell(field.Key, field.Column < 0 ? null : field.ColumnName, field.Text(table).ToString(), reads, log.Listed.Count > 0 ? log.Listed[0].Message : null);
    }
}
