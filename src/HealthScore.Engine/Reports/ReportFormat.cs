namespace HealthScore.Engine.Reports;

/// <summary>The files a report comes as.</summary>
public enum ReportFormat
{
    /// <summary>Plain text with commas, UTF-8 with a byte order mark, ISO dates, decimal points.</summary>
    Csv = 1,

    /// <summary>A workbook with formats, filters and notes.</summary>
    Xlsx = 2,
}

/// <summary>What the formats are called.</summary>
public static class ReportFormats
{
    public static string Extension(this ReportFormat format) => format == ReportFormat.Csv ? "csv" : "xlsx";

    public static string ContentType(this ReportFormat format) => format == ReportFormat.Csv
        ? "text/csv; charset=utf-8"
        : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}
