using System.Globalization;
using System.Text;
using System.Xml;
using HealthScore.Domain.Reports.Columns;

namespace HealthScore.Engine.Reports.Files;

/// <summary>The XML of one sheet.</summary>
internal sealed class XlsxSheet : IDisposable
{
    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly DateOnly DayZero = new(1899, 12, 30);

    private readonly XmlWriter xml;
    private string[] letters = [];
    private int rows;

    public XlsxSheet(Stream stream) => xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), CheckCharacters = false });

    public void Begin(IReadOnlyList<(string Name, int Width, CellKind Kind)> columns, bool isFirst)
    {
        letters = [.. Enumerable.Range(1, columns.Count).Select(Letters)];
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Namespace);
        xml.WriteRaw("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
        xml.WriteRaw($"<sheetViews><sheetView workbookViewId=\"0\"{(isFirst ? " tabSelected=\"1\"" : "")}><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        xml.WriteStartElement("cols");
        foreach (var (i, column) in columns.Index())
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{column.Width}\" customWidth=\"1\"/>"));
        xml.WriteEndElement();
        xml.WriteStartElement("sheetData");
        BeginRow();
        foreach (var (i, column) in columns.Index()) WriteText(i, column.Name, column.Kind == CellKind.Text ? XlsxStyles.TextHead : XlsxStyles.NumberHead);
        EndRow();
    }

    public void WriteRow<TRow>(IReadOnlyList<Column<TRow>> columns, TRow row)
    {
        BeginRow();
        for (var i = 0; i < columns.Count; i++) WriteCell(i, columns[i].Kind, columns[i].Of(row));
        EndRow();
    }

    public void End()
    {
        xml.WriteEndElement();
        xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<autoFilter ref=\"A1:{letters[^1]}{rows}\"/>"));
        xml.WriteRaw("<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/><pageSetup orientation=\"landscape\" fitToHeight=\"0\"/>");
        xml.WriteEndElement();
        xml.WriteEndDocument();
        xml.Flush();
    }

    public void Dispose() => xml.Dispose();

    /// <summary>The letters of a column, from 1: A to Z, then AA.</summary>
    private static string Letters(int column) =>
        column <= 26 ? ((char)('A' + column - 1)).ToString() : Letters((column - 1) / 26) + Letters(((column - 1) % 26) + 1);

    private void BeginRow()
    {
        rows++;
        xml.WriteStartElement("row");
        xml.WriteStartAttribute("r");
        xml.WriteValue(rows);
        xml.WriteEndAttribute();
    }

    private void EndRow() => xml.WriteEndElement();

    private void WriteCell(int column, CellKind kind, Cell cell)
    {
        if (cell.Text is { } text) WriteText(column, text, XlsxStyles.Of(kind));
        else if (cell.Number is { } number) WriteNumber(column, number, XlsxStyles.Of(kind));
        else if (cell.Day is { } day) WriteNumber(column, day.DayNumber - DayZero.DayNumber, XlsxStyles.Of(kind));
    }

    private void WriteText(int column, string text, int style)
    {
        BeginCell(column, style);
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is");
        xml.WriteStartElement("t");
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(SpreadsheetText.ForSheet(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteNumber(int column, decimal number, int style)
    {
        BeginCell(column, style);
        xml.WriteElementString("v", number.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    private void BeginCell(int column, int style)
    {
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", string.Create(CultureInfo.InvariantCulture, $"{letters[column]}{rows}"));
        xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
    }
}
