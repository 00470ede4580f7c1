using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace HealthScore.Engine.Tests.Reports.Files;

/// <summary>A sheet as a library that is not ours reads it: the value of a cell, with the format it is shown in.</summary>
internal sealed record Sheet(string Name, IReadOnlyList<IReadOnlyDictionary<string, Sheet.Value>> Rows, Worksheet Xml)
{
    /// <summary>Text or number; never both.</summary>
    public sealed record Value(string? Text, decimal? Number, string Format)
    {
        public DateOnly Day => new DateOnly(1899, 12, 30).AddDays((int)Number!.Value);
    }

    /// <summary>Every sheet of the workbook; fails where the file is not as the standard has it.</summary>
    public static IReadOnlyList<Sheet> Read(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), false);
        new OpenXmlValidator().Validate(document).Select(error => $"{error.Part?.Uri} {error.Description}").Should().BeEmpty();
        var book = document.WorkbookPart!;
        var styles = book.WorkbookStylesPart!.Stylesheet;
        var formats = styles.NumberingFormats!.Elements<NumberingFormat>().ToDictionary(f => f.NumberFormatId!.Value, f => f.FormatCode!.Value!);
        var cellFormats = styles.CellFormats!.Elements<CellFormat>().Select(f => formats.GetValueOrDefault(f.NumberFormatId!.Value, "")).ToList();
        return [.. book.Workbook.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().Select(sheet =>
        {
            var xml = ((WorksheetPart)book.GetPartById(sheet.Id!.Value!)).Worksheet;
            var rows = xml.GetFirstChild<SheetData>()!.Elements<Row>()
                .Select(row => row.Elements<Cell>().ToDictionary(c => c.CellReference!.Value!.TrimEnd([.. "0123456789"]), c => Read(c, cellFormats))).ToList();
            var names = rows[0].ToDictionary(cell => cell.Key, cell => cell.Value.Text!);
            return new Sheet(sheet.Name!.Value!, [.. rows.Skip(1).Select(row => row.ToDictionary(cell => names[cell.Key], cell => cell.Value))], xml);
        })];
    }

    private static Value Read(Cell cell, List<string> formats)
    {
        var format = formats[(int)cell.StyleIndex!.Value];
        return cell.DataType?.Value == CellValues.InlineString
            ? new(cell.InlineString!.Text!.Text, null, format)
            : new(null, decimal.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture), format);
    }
}
