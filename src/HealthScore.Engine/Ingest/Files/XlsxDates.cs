using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;

namespace HealthScore.Engine.Ingest.Files;

/// <summary>A workbook keeps a date as a number; only its cell's format tells that it is one.</summary>
internal static class XlsxDates
{
    /// <summary>Style index → shows a date.</summary>
    public static bool[] Styles(Stylesheet? sheet)
    {
        var custom = sheet?.NumberingFormats?.Elements<NumberingFormat>()
            .Where(f => f.NumberFormatId?.HasValue == true && IsDate(f.FormatCode?.Value ?? ""))
            .Select(f => f.NumberFormatId!.Value).ToHashSet() ?? [];
        return sheet?.CellFormats?.Elements<CellFormat>()
            .Select(f => f.NumberFormatId?.Value is { } id && (id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) || custom.Contains(id)))
            .ToArray() ?? [];
    }

    /// <summary>ISO, with the time where there is one; null when the number is no date.</summary>
    public static string? Text(double number, DateTime epoch)
    {
        if (number is < 1 or > 2_958_465) return null;
        var time = epoch.AddSeconds(Math.Round(number * 86_400));
        return time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    // Letters of a date outside of quotes, brackets and escapes: [Red]0.0 and "days"0 are numbers.
    private static bool IsDate(string format)
    {
        var (quoted, bracketed) = (false, false);
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c == '"') quoted = !quoted;
            else if (c == '[') bracketed = true;
            else if (c == ']') bracketed = false;
            else if (c is '\\' or '_' or '*') i++;
            else if (!quoted && !bracketed && c is 'y' or 'Y' or 'd' or 'D') return true;
        }

        return false;
    }
}
