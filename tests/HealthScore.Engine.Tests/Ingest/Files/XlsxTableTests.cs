using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Files;
using Table = HealthScore.Engine.Ingest.Files.Table;

namespace HealthScore.Engine.Tests.Ingest.Files;

public sealed class XlsxTableTests
{
    [Fact]
    public async Task Workbook_IsReadLikeText()
    {
        using var file = new TempFile(Workbook(
            Row(1, Shared("A1", 0), Inline("B1", "day"), Inline("C1", "value"), Inline("D1", "ok")),
            Row(2, Shared("A2", 1), Number("B2", "45581", 1), Number("C2", "0.30000000000000004"), Typed("D2", "1", CellValues.Boolean)),
            Row(4, Shared("A4", 1), Number("B4", "45581.125", 2), Number("C4", "12"), Typed("D4", "text", CellValues.String)),
            Row(5, Number("C5", "45581"))), "book.xlsx");
        using var table = (await OpenAsync(file.Path)).Value!;
        table.Columns.Should().Equal("account", "day", "value", "ok");
        Rows(table).Should().Equal("2: Açme & Co|2024-10-16|0.30000000000000004|TRUE", "4: Açme & Co|2024-10-16 03:00:00|12|text", "5: ||45581|");
    }

    [Fact]
    public async Task Workbook_ThatUnpacksTooLarge_IsRefused()
    {
        using var file = new TempFile(Workbook([Row(1, Inline("A1", "account")), .. Enumerable.Range(2, 8_000).Select(i => Row((uint)i, Inline($"A{i}", new string('x', 100))))]), "bomb.xlsx");
        (await OpenAsync(file.Path, new IngestLimits { UnpackRatio = 10 })).Errors.Single().Code.Should().Be("file_suspicious");
        (await OpenAsync(file.Path, new IngestLimits { Bytes = 1 << 20 })).Errors.Single().Code.Should().Be("file_too_large");
    }

    [Theory]
    [InlineData("not a sheet", "file_format")]
    [InlineData("", "file_format")]
    public async Task Zip_ThatIsNoWorkbook_IsRefused(string text, string code)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, true))
        {
            using var entry = zip.CreateEntry("a.txt").Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }

        using var file = new TempFile(memory.ToArray(), "x.xlsx");
        (await OpenAsync(file.Path)).Errors.Single().Code.Should().Be(code);
        using var broken = new TempFile([.. "PK\u0003\u0004"u8, .. new byte[100]], "x.xlsx");
        (await OpenAsync(broken.Path)).Errors.Single().Code.Should().Be(code);
    }

    private static async Task<Domain.Primitives.Result<Table>> OpenAsync(string path, IngestLimits? limits = null) => OpenTable.Plain(path, await FileScan.RunAsync(path, default), limits ?? new());

    private static List<string> Rows(Table table)
    {
        var rows = new List<string>();
        while (table.Read()) rows.Add($"{table.Row}: {string.Join('|', Enumerable.Range(0, table.Columns.Count).Select(i => table[i].ToString()))}");
        return rows;
    }

    private static byte[] Workbook(params Row[] rows)
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new Workbook();
            var sheet = book.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetDimension { Reference = "A1:D5" }, new SheetData(rows));
            book.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable(
                new SharedStringItem(new Text("account")), new SharedStringItem(new Run(new Text("Açme ") { Space = SpaceProcessingModeValues.Preserve }), new Run(new Text("& Co"))));
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
                new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "dd/mm/yyyy\\ hh:mm" }),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14 }, new CellFormat { NumberFormatId = 164 }));
            book.Workbook.AppendChild(new Sheets(new Sheet { Id = book.GetIdOfPart(sheet), SheetId = 1, Name = "Data" }));
        }

        return memory.ToArray();
    }

    private static Row Row(uint number, params Cell[] cells) => new(cells) { RowIndex = number };
    private static Cell Shared(string at, int index) => Typed(at, index.ToString(System.Globalization.CultureInfo.InvariantCulture), CellValues.SharedString);
    private static Cell Number(string at, string value, uint style = 0) => new() { CellReference = at, CellValue = new CellValue(value), StyleIndex = style };
    private static Cell Typed(string at, string value, CellValues type) => new() { CellReference = at, CellValue = new CellValue(value), DataType = type };
    private static Cell Inline(string at, string text) => new() { CellReference = at, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };
}
