using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Reports.Columns;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;

namespace HealthScore.Engine.Reports;

/// <summary>A line of the sheet that says how to read a report.</summary>
public sealed record ReportNote(string Subject, string Text)
{
    public static IReadOnlyList<Column<ReportNote>> Columns { get; } =
        [Column<ReportNote>.Text("About", note => note.Subject, 20), Column<ReportNote>.Text("This report", note => note.Text, 110)];
}

/// <summary>What a report is, when it was made, by whom, and what its words mean: whoever gets the file has nobody to ask.</summary>
internal static class ReportNotes
{
    public static IReadOnlyList<ReportNote> OfTrends(TrendReport report, int? segmentId, Actor actor, OrganisationOptions organisation, OrganisationClock clock) =>
    [
        new("Report", $"Monthly {report.Trends.Kind.ToString().ToLowerInvariant()} trends of {organisation.Name}, {report.From} to {report.To}"),
        new("Segments", segmentId is null ? "All, and each by itself" : report.Trends.Groups[0].Name),
        .. Origin(actor, organisation, clock),
        new("As of", "A month is reported as of its last scored day. Segment, owner and ARR are those of that day; past months never change."),
        new("Status", "Complete: the month's last day was scored. Not complete: scoring ended earlier, or the month still runs. Provisional: the only scored day has not ended."),
        .. Bands(report.Trends.Kind),
        new("ARR at risk", "ARR of the red accounts."),
        new("Mean", "Mean score of the accounts that have one."),
        new("Moves", "Each account's band against the month's end before. New: not scored then. Left: not scored any more."),
        new("Moved in, moved out", "Came from or went to another segment, or an owner whose accounts are not in this report."),
        new("ARR of moves", "As of the later day; of accounts that left or moved out, as of the earlier one."),
        new("Sums", "Accounts before + new + moved in - left - moved out = accounts now. The same holds of ARR, with the ARR change of those that stayed."),
        new("Rounding", $"ARR to whole {organisation.Currency}, shares to 0.1 %, mean to 0.1, halves away from zero. Each figure by itself: rounded parts may miss their rounded sum by 1."),
    ];

    public static IReadOnlyList<ReportNote> OfScores(MonthEnd end, Actor actor, OrganisationOptions organisation, OrganisationClock clock) =>
    [
        new("Report", $"Scores of every account of {organisation.Name} at the end of {end.Month}"),
        new("Day", $"{end.Day:yyyy-MM-dd}, the last scored day of the month ({end.Status.ToLowerInvariant()}). Segment, stage, owner and ARR are those of that day."),
        .. Origin(actor, organisation, clock),
        .. Bands(ScoreKind.Health),
        new("Risk", "A high risk score is bad: red means likely to leave."),
        new("Expansion", "A high expansion score is good: green means likely to grow."),
        new("Coverage", "How much of the health model, by weight, had data. Below the model's minimum there is no score."),
        new("Rounding", "Scores and ARR to 2 decimals, coverage to 0.1 %."),
    ];

    private static IEnumerable<ReportNote> Origin(Actor actor, OrganisationOptions organisation, OrganisationClock clock) =>
    [
        new("Made", string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(clock.Now, clock.Zone):yyyy-MM-dd HH:mm}, by {actor.Name}")),
        new("Accounts", actor.Scope is null ? "All" : $"Only those owned by {actor.Name}"),
        new("Time zone", $"{organisation.TimeZone}: days and months are those of this time zone."),
        new("Currency", organisation.Currency),
    ];

    private static IEnumerable<ReportNote> Bands(ScoreKind kind) =>
    [
        new("Green", kind == ScoreKind.Risk ? "Low risk." : "On track."),
        new("Yellow", "Watch."),
        new("Red", kind == ScoreKind.Risk ? "High risk: act now." : "Act now."),
        new("No score", "Too little data for a score. These accounts count in every total."),
        new("Thresholds", "Those of the scoring model that applied to the account on that day; see the Models page."),
    ];
}
