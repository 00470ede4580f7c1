using System.Globalization;
using HealthScore.Domain.Reports;
using HealthScore.Engine.Reports;
using Microsoft.AspNetCore.WebUtilities;

namespace HealthScore.Web.Reports;

/// <summary>What the reports page shows, as it stands in its address: <c>?from=2026-01&amp;to=2026-11&amp;segment=3&amp;measure=arr</c>.</summary>
/// <param name="ByArr">True when bands and moves are told in ARR, false in accounts.</param>
public sealed record ReportUrl(Month? From = null, Month? To = null, int? SegmentId = null, bool ByArr = false)
{
    /// <summary>What the address says, and what in it could not be read.</summary>
    public static ReportUrl Parse(string? from, string? to, int? segment, string? measure, ICollection<string> unread) =>
        new(ParseMonth(from, unread), ParseMonth(to, unread), segment, measure == "arr");

    /// <summary>Null when nothing was given, or nothing readable.</summary>
    public static Month? ParseMonth(string? text, ICollection<string> unread)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Month.TryParse(text, out var month)) return month;
        unread.Add($"“{text}” is not a month. Write it as 2026-01.");
        return null;
    }

    /// <summary>The same with the earlier month first: whoever chooses them the other way round means no other months.</summary>
    public ReportUrl InOrder => From > To ? this with { From = To, To = From } : this;

    public string Page => QueryHelpers.AddQueryString("/reports", [.. Parts, new("measure", ByArr ? "arr" : null)]);

    public string Trends(ReportFormat format) => QueryHelpers.AddQueryString($"/reports/trends.{format.Extension()}", Parts);

    public static string Scores(Month month, ReportFormat format) => $"/reports/scores.{format.Extension()}?month={month}";

    private IEnumerable<KeyValuePair<string, string?>> Parts =>
        [new("from", From?.ToString()), new("to", To?.ToString()), new("segment", SegmentId?.ToString(CultureInfo.InvariantCulture))];
}
