using System.Xml;

namespace HealthScore.Engine.Reports.Files;

/// <summary>Makes other people's text harmless in spreadsheets: no file is written without it.</summary>
internal static class SpreadsheetText
{
    /// <summary>What a cell of Excel holds at most.</summary>
    private const int Longest = 32_767;

    /// <summary>Text that a spreadsheet would take for a formula gets an apostrophe in front, which makes it text.</summary>
    public static string Neutralise(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    /// <summary>The same for a workbook: characters that XML cannot hold are replaced, and what no cell can hold is cut off.</summary>
    public static string ForSheet(string text)
    {
        text = Neutralise(text);
        if (text.Length > Longest) text = text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
        return IsXml(text) ? text : new([.. text.Select((_, i) => IsXml(text, i) ? text[i] : '\uFFFD')]);
    }

    private static bool IsXml(string text)
    {
        foreach (var c in text)
            if (!XmlConvert.IsXmlChar(c)) return Enumerable.Range(0, text.Length).All(i => IsXml(text, i));
        return true;
    }

    private static bool IsXml(string text, int i) =>
        XmlConvert.IsXmlChar(text[i])
        || (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
        || (i > 0 && XmlConvert.IsXmlSurrogatePair(text[i], text[i - 1]));
}
