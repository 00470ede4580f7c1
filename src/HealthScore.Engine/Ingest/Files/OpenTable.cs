using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest.Mapping;

namespace HealthScore.Engine.Ingest.Files;

/// <summary>Opens a file as a table, by what it is and what the mapping says.</summary>
internal static class OpenTable
{
    /// <summary>The file alone: what is shown before there is a mapping.</summary>
    public static Result<Table> Plain(string path, FileScan scan, IngestLimits limits, char? separator = null, string? encoding = null)
    {
        if (scan.Bytes == 0) return new Error("file_empty", "The file is empty.");
        if (scan.Bytes > limits.Bytes) return new Error("file_too_large", $"The file has {scan.Bytes:N0} bytes; at most {limits.Bytes:N0} are read. Split it.");
        var opened = scan.Format switch
        {
            FileFormat.Text => new CsvTable(path, encoding is null ? scan.Encoding! : Encodings.Of(encoding), separator),
            FileFormat.Workbook => XlsxTable.Open(path, limits),
            FileFormat.OldWorkbook => new Error("file_format", "This is a workbook of the old .xls format. Save it as .xlsx or CSV."),
            FileFormat.Compressed => new Error("file_format", "The file is compressed. Unpack it first."),
            _ => Result<Table>.Fail(new Error("file_format", "This is neither a text file nor an .xlsx workbook.")),
        };
        if (!opened.IsOk) return opened;
        if (Header(opened.Value, limits) is not { } error) return opened;
        opened.Value.Dispose();
        return error;
    }

    /// <summary>The file with its joined columns, without the rows that are left out.</summary>
    public static async Task<Result<Table>> MappedAsync(string path, FileScan scan, ImportMapping mapping, IngestLimits limits, CancellationToken ct)
    {
        var plain = Plain(path, scan, limits, Separator(mapping), mapping.Encoding);
        if (!plain.IsOk) return plain;
        var table = plain.Value;
        if (mapping.Join is { } join)
        {
            var joined = await JoinAsync(table, Path.GetDirectoryName(path) ?? "", join, limits, ct);
            if (!joined.IsOk)
            {
                table.Dispose();
                return joined;
            }

            table = joined.Value;
        }

        if (mapping.Skip.Count + mapping.Only.Count == 0) return table;
        var missing = mapping.Skip.Keys.Concat(mapping.Only.Keys).Where(c => table.Find(c) < 0).ToArray();
        if (missing.Length == 0) return new FilteredTable(table, Places(mapping.Skip), Places(mapping.Only));
        table.Dispose();
        return Result<Table>.Fail([.. missing.Select(c => NoColumn(c, table))]);

        (int, string[])[] Places(IReadOnlyDictionary<string, string[]> conditions) => [.. conditions.Select(c => (table.Find(c.Key), c.Value))];
    }

    /// <summary>The mapping's separator; null: to be found.</summary>
    public static char? Separator(ImportMapping? mapping) => mapping?.Delimiter switch { null or "" => null, "tab" => '\t', var text => text[0] };

    public static Error NoColumn(string column, Table table) => new("column_missing",
        $"The file has no column \"{column}\". It has: {string.Join(", ", table.Columns.Take(40))}{(table.Columns.Count > 40 ? " …" : "")}.", column);

    private static async Task<Result<Table>> JoinAsync(Table table, string folder, FileJoin join, IngestLimits limits, CancellationToken ct)
    {
        var path = Path.Combine(folder, join.File);
        if (!File.Exists(path)) return new Error("join_missing", $"The joined file \"{join.File}\" is not beside the imported one.", "join.file");
        var opened = Plain(path, await FileScan.RunAsync(path, ct), limits);
        if (!opened.IsOk) return Result<Table>.Fail([.. opened.Errors.Select(e => e with { Message = $"{join.File}: {e.Message}" })]);
        using var other = opened.Value;
        var on = table.Find(join.On ?? join.Key);
        if (on < 0) return NoColumn(join.On ?? join.Key, table);
        if (join.Take.Append(join.Key).FirstOrDefault(c => other.Find(c) < 0) is { } missing) return NoColumn(missing, other);
        if (join.Take.FirstOrDefault(c => table.Find(c) >= 0) is { } twice) return new Error("column_twice", $"Both files have a column \"{twice}\". Rename it in one of them.", "join.take");
        var (key, taken) = (other.Find(join.Key), join.Take.Select(other.Find).ToArray());
        var rows = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (other.Read())
        {
            ct.ThrowIfCancellationRequested();
            var name = other[key].ToString();
            if (!rows.TryAdd(name, [.. taken.Select(c => other[c].ToString())]))
                return new Error("join_twice", $"{join.File}, row {other.Row}: the key \"{name}\" has come before. A joined file has each key once.", "join.key");
            if (rows.Count > limits.Rows) return new Error("file_too_large", $"{join.File} has more than {limits.Rows:N0} rows.");
        }

        return new JoinedTable(table, on, join.Take, rows);
    }

    private static Error? Header(Table table, IngestLimits limits)
    {
        if (table.Columns.Count == 0 || table.Columns.All(c => c.Length == 0)) return new Error("header_missing", "The file has no header: its first row must name the columns.");
        if (table.Columns.Count > limits.Columns) return new Error("file_too_wide", $"The file has {table.Columns.Count:N0} columns; at most {limits.Columns:N0} are read.");
        if (table.Damage is { } damage) return new Error("header_broken", $"Row 1: {damage}");
        return null;
    }
}
