using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using HealthScore.Domain.Primitives;

namespace HealthScore.Engine.Ingest.Files;

/// <summary>The first sheet of a workbook, read as a stream. Dates become ISO texts, numbers keep all their digits.</summary>
internal sealed class XlsxTable : Table
{
    private readonly SpreadsheetDocument document;
    private readonly OpenXmlReader reader;
    private readonly string[] shared;
    private readonly bool[] dateStyles;
    private readonly DateTime epoch;
    private readonly int columnLimit;
    private readonly uint rowCount;
    private string[] cells = [];
    private int count;
    private uint row;

    private XlsxTable(SpreadsheetDocument document, WorksheetPart sheet, IngestLimits limits)
    {
        this.document = document;
        var book = document.WorkbookPart!;
        shared = [.. SharedStrings(book)];
        dateStyles = XlsxDates.Styles(book.WorkbookStylesPart?.Stylesheet);
        epoch = book.Workbook.WorkbookProperties?.Date1904?.Value == true ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, 30);
        columnLimit = limits.Columns;
        reader = OpenXmlReader.Create(sheet);
        rowCount = LastRow(reader);
        Columns = ReadRow() ? [.. cells.Take(count)] : [];
    }

    public override IReadOnlyList<string> Columns { get; }
    public override int Row => (int)row;
    public override double Fraction => rowCount == 0 ? 0 : Math.Min(1, (double)row / rowCount);
    public override bool IsTooLong => count > Columns.Count;
    public override string? Damage { get; protected set; }
    public override ReadOnlySpan<char> this[int column] => column < count ? cells[column] : default;

    public static Result<Table> Open(string path, IngestLimits limits)
    {
        try
        {
            if (Unpacked(path, limits) is { } error) return error;
            var opened = SpreadsheetDocument.Open(path, false);
            var sheet = opened.WorkbookPart?.Workbook.Sheets?.Elements<Sheet>().FirstOrDefault();
            if (sheet?.Id?.Value is { } id && opened.WorkbookPart!.GetPartById(id) is WorksheetPart part) return new XlsxTable(opened, part, limits);
            opened.Dispose();
            return new Error("file_format", "The workbook has no sheet.");
        }
        catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or XmlException or FileFormatException or FormatException or IOException)
        {
            return new Error("file_format", "The workbook is damaged and cannot be read. Save it again, or save the sheet as CSV.");
        }
    }

    public override bool Read() => ReadRow();

    protected override void Dispose(bool disposing)
    {
        reader.Dispose();
        document.Dispose();
    }

    // The sizes that a zip states are not to be trusted, but .NET stops unpacking an entry at the size it states.
    private static Error? Unpacked(string path, IngestLimits limits)
    {
        using var zip = ZipFile.OpenRead(path);
        var unpacked = zip.Entries.Sum(e => e.Length);
        var packed = new FileInfo(path).Length;
        if (unpacked > limits.Bytes) return new Error("file_too_large", $"The workbook unpacks to {unpacked:N0} bytes; at most {limits.Bytes:N0} are read. Save the sheet as CSV and split it.");
        if (unpacked > 1 << 20 && unpacked / Math.Max(1, packed) > limits.UnpackRatio)
            return new Error("file_suspicious", $"The workbook unpacks to more than {limits.UnpackRatio} times its size, which no usual workbook does. Save the sheet as CSV.");
        return null;
    }

    private static IEnumerable<string> SharedStrings(WorkbookPart book)
    {
        if (book.SharedStringTablePart is not { } part) yield break;
        using var items = OpenXmlReader.Create(part);
        while (items.Read())
            if (items.ElementType == typeof(SharedStringItem) && items.IsStartElement && items.LoadCurrentElement() is SharedStringItem item)
                yield return Text(item.Text, item.Elements<Run>()).Trim();
    }

    private static string Text(Text? text, IEnumerable<Run> runs) => text?.Text ?? string.Concat(runs.Select(r => r.Text?.Text));

    // A sheet states its last row before its first one; some programs leave it out.
    private static uint LastRow(OpenXmlReader reader)
    {
        var last = 0u;
        while (reader.Read() && reader.ElementType != typeof(SheetData))
            if (reader.ElementType == typeof(SheetDimension) && reader.LoadCurrentElement() is SheetDimension { Reference.Value: { } range })
                _ = uint.TryParse(range.AsSpan(range.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1), CultureInfo.InvariantCulture, out last);
        return last;
    }

    private bool ReadRow()
    {
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
            var element = (Row)reader.LoadCurrentElement()!;
            row = element.RowIndex?.Value ?? row + 1;
            if (Fill(element)) return true;
        }

        return false;
    }

    private bool Fill(Row element)
    {
        Array.Clear(cells, 0, count);
        count = 0;
        var next = 0;
        foreach (var cell in element.Elements<Cell>())
        {
            var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : next;
            next = column + 1;
            if (column > columnLimit) continue;
            var text = TextOf(cell);
            if (text.Length == 0) continue;
            if (column >= cells.Length) Array.Resize(ref cells, Math.Max(column + 1, cells.Length * 2));
            cells[column] = text;
            count = column + 1;
        }

        for (var i = 0; i < count; i++) cells[i] ??= "";
        return count > 0;
    }

    private string TextOf(Cell cell)
    {
        if (cell.DataType?.Value == CellValues.InlineString) return cell.InlineString is { } inline ? Text(inline.Text, inline.Elements<Run>()).Trim() : "";
        var raw = cell.CellValue?.Text ?? "";
        if (cell.DataType?.Value == CellValues.SharedString)
            return int.TryParse(raw, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < shared.Length ? shared[index] : "";
        if (cell.DataType?.Value == CellValues.Boolean) return raw == "1" ? "TRUE" : "FALSE";
        if (cell.DataType?.Value is not null && cell.DataType.Value != CellValues.Number) return raw.Trim();
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return raw.Trim();
        if (cell.StyleIndex?.Value is { } style && style < dateStyles.Length && dateStyles[style]) return XlsxDates.Text(number, epoch) ?? raw;
        return number.ToString("R", CultureInfo.InvariantCulture);
    }

    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetter(c)) break;
            column = Math.Min(1 << 20, (column * 26) + (char.ToUpperInvariant(c) - 'A') + 1);
        }

        return column - 1;
    }
}
