using System.Globalization;

namespace HealthScore.Engine.Reports.Files;

/// <summary>The parts of a workbook beside its sheets: what it consists of, and its names.</summary>
internal static class XlsxParts
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    public static IEnumerable<(string Path, string Content)> Of(IReadOnlyList<string> sheets) =>
    [
        ("xl/workbook.xml", Workbook(sheets)),
        ("xl/styles.xml", XlsxStyles.Xml),
        ("xl/_rels/workbook.xml.rels", Relationships([.. Numbers(sheets).Select(i => ("worksheet", $"worksheets/sheet{i}.xml")), ("styles", "styles.xml")])),
        ("_rels/.rels", Relationships([("officeDocument", "xl/workbook.xml")])),
        ("[Content_Types].xml", ContentTypes(sheets)),
    ];

    private static string Workbook(IReadOnlyList<string> sheets) =>
        $"{Head}<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><bookViews><workbookView/></bookViews><sheets>"
        + string.Concat(Numbers(sheets).Select(i => $"<sheet name=\"{sheets[i - 1]}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>"))
        + "</sheets><definedNames>"
        + string.Concat(Numbers(sheets).Select(i => $"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{i - 1}\">{sheets[i - 1]}!$1:$1</definedName>"))
        + "</definedNames></workbook>";

    private static string Relationships(IReadOnlyList<(string Kind, string Target)> targets) =>
        $"{Head}<Relationships xmlns=\"{Package}/relationships\">"
        + string.Concat(targets.Select((target, i) => string.Create(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{i + 1}\" Type=\"{Office}/{target.Kind}\" Target=\"{target.Target}\"/>")))
        + "</Relationships>";

    private static string ContentTypes(IReadOnlyList<string> sheets) =>
        $"{Head}<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + $"<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Type}.sheet.main+xml\"/>"
        + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{Type}.styles+xml\"/>"
        + string.Concat(Numbers(sheets).Select(i => $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Type}.worksheet+xml\"/>"))
        + "</Types>";

    private static IEnumerable<int> Numbers(IReadOnlyList<string> sheets) => Enumerable.Range(1, sheets.Count);
}
