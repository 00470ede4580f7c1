using System.IO.Compression;
using System.Text;
using HealthScore.Domain.Reports.Columns;

namespace HealthScore.Engine.Reports.Files;

/// <summary>
/// A workbook written sheet by sheet and row by row into a stream that need not seek: numbers and dates are real ones with formats,
/// the header is styled, frozen, filtered and repeated in print. Made by hand because the Open XML library holds what it writes in
/// memory and takes seven times as long; its validator checks our files in the tests.
/// </summary>
internal sealed class XlsxBook : IDisposable
{
    /// <summary>Rows below the header that a sheet can hold.</summary>
    public const int MostRows = 1_048_575;

    private readonly Stream target;
    private readonly Outbox outbox = new();
    private readonly ZipArchive archive;
    private readonly List<string> sheets = [];

    public XlsxBook(Stream target) => (this.target, archive) = (target, new(outbox, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8));

    /// <summary>Adds a sheet; the name has at most 31 characters and none of []:*?/\.</summary>
    public async Task WriteSheetAsync<TRow>(string name, IReadOnlyList<Column<TRow>> columns, IAsyncEnumerable<TRow> rows, CancellationToken ct)
    {
        sheets.Add(name);
        using var entry = Open($"xl/worksheets/sheet{sheets.Count}.xml");
        using var sheet = new XlsxSheet(entry);
        sheet.Begin([.. columns.Select(column => (column.Name, column.Width, column.Kind))], isFirst: sheets.Count == 1);
        await foreach (var row in rows.WithCancellation(ct))
        {
            sheet.WriteRow(columns, row);
            if (outbox.IsFull) await outbox.SendAsync(target, ct);
        }

        sheet.End();
    }

    /// <summary>Without it the file is no workbook.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        foreach (var (path, content) in XlsxParts.Of(sheets))
        {
            using var entry = Open(path);
            entry.Write(Encoding.UTF8.GetBytes(content));
        }

        archive.Dispose();
        await outbox.SendAsync(target, ct);
    }

    public void Dispose()
    {
        archive.Dispose();
        outbox.Dispose();
    }

    private Stream Open(string path) => archive.CreateEntry(path, CompressionLevel.Fastest).Open();
}
