using System.Buffers;
using System.Globalization;
using System.Text;
using HealthScore.Domain.Reports.Columns;

namespace HealthScore.Engine.Reports.Files;

/// <summary>A table as CSV (RFC 4180): commas, CRLF, UTF-8 with the byte order mark that Excel asks for, nothing of a language in it.</summary>
internal static class CsvFile
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static async Task WriteAsync<TRow>(Stream stream, IReadOnlyList<Column<TRow>> columns, IAsyncEnumerable<TRow> rows, CancellationToken ct)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(true), 1 << 15, leaveOpen: true);
        var line = new StringBuilder();
        await writer.WriteAsync(line.AppendJoin(',', columns.Select(column => Quote(column.Name))).Append("\r\n"), ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            line.Clear().AppendJoin(',', columns.Select(column => Write(column.Kind, column.Of(row)))).Append("\r\n");
            await writer.WriteAsync(line, ct);
        }
    }

    /// <summary>A figure as text: empty when there is none.</summary>
    public static string Write(CellKind kind, Cell cell) =>
        cell.Text is { } text ? Quote(SpreadsheetText.Neutralise(text))
        : cell.Number is { } number ? number.ToString(Format(kind), CultureInfo.InvariantCulture)
        : cell.Day is { } day ? day.ToString(Format(kind), CultureInfo.InvariantCulture)
        : "";

    private static string Format(CellKind kind) => kind switch
    {
        CellKind.Count or CellKind.Money => "0",
        CellKind.Mean => "0.0",
        CellKind.Amount or CellKind.Score => "0.00",
        CellKind.Share => "0.000",
        CellKind.Month => "yyyy-MM",
        _ => "yyyy-MM-dd",
    };

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(Special) ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
