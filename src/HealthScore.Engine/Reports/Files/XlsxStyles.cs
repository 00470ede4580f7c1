using HealthScore.Domain.Reports.Columns;

namespace HealthScore.Engine.Reports.Files;

/// <summary>The formats of cells, by their place in the list of the workbook.</summary>
internal static class XlsxStyles
{
    public const int TextHead = 1;
    public const int NumberHead = 2;
    private const int FirstKind = 3;

    // Codes are written as Excel keeps them: en-US; it shows them in the reader's own.
    private static readonly (CellKind Kind, string Format)[] Formats =
    [
        (CellKind.Text, "@"),
        (CellKind.Count, "#,##0"),
        (CellKind.Money, "#,##0"),
        (CellKind.Amount, "#,##0.00"),
        (CellKind.Share, "0.0%"),
        (CellKind.Mean, "0.0"),
        (CellKind.Score, "0.00"),
        (CellKind.Day, "yyyy\\-mm\\-dd"),
        (CellKind.Month, "yyyy\\-mm"),
    ];

    public static int Of(CellKind kind) => FirstKind + Array.FindIndex(Formats, format => format.Kind == kind);

    /// <summary>The part that declares them.</summary>
    public static string Xml { get; } =
        $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <numFmts count="{Formats.Length}">{string.Concat(Formats.Select((format, i) => $"<numFmt numFmtId=\"{164 + i}\" formatCode=\"{format.Format}\"/>"))}</numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDF0F3"/><bgColor indexed="64"/></patternFill></fill></fills>
        <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF98A2AE"/></bottom><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="{FirstKind + Formats.Length}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1"/>
        <xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="right"/></xf>
        {string.Concat(Formats.Select((_, i) => $"<xf numFmtId=\"{164 + i}\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"))}</cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
        </styleSheet>
        """;
}
