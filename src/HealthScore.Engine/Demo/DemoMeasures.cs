using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Demo;

/// <summary>The measures that the demo's models are put together from, with curves that fit Fieldnote's customers. A model may bend one by <c>with</c>.</summary>
internal static class DemoMeasures
{
    private const int Decimals = 2;

    public static MeasureDefinition ActiveDays(int window = 30) => Of("active_days", "Days with logins", new MetricSource("logins", Aggregation.ActiveDays, window),
        (0.1 * window, 0), (0.35 * window, 35), (0.55 * window, 75), (0.68 * window, 100));

    public static MeasureDefinition LoginsChange(int window = 56) => Of("logins_change", "Change of logins", new MetricSource("logins", Aggregation.Change, window),
        (-60, 0), (-30, 30), (-12, 60), (0, 75), (25, 100));

    public static MeasureDefinition LoginsTrend() => Of("logins_trend", "Trend of logins", new MetricSource("logins", Aggregation.Slope, 90),
        (-80, 0), (-40, 30), (-12, 65), (0, 78), (35, 100));

    public static MeasureDefinition ReportsChange(int window = 56) => Of("reports_change", "Change of reports published", new MetricSource("key_actions", Aggregation.Change, window),
        (-60, 0), (-30, 30), (-12, 60), (0, 75), (25, 100));

    public static MeasureDefinition ReportsPerLogin() => Of("reports_per_login", "Reports per login", new MetricSource("key_actions", Aggregation.Ratio, 30, "logins"),
        (0.2, 0), (0.45, 45), (0.7, 80), (1.0, 100));

    public static MeasureDefinition ReportsRank() => Of("reports_rank", "Reports published, rank among peers", new MetricSource("key_actions", Aggregation.Percentile, 30),
        (0, 0), (25, 45), (50, 75), (80, 100));

    public static MeasureDefinition ReportsSince() => Of("reports_since", "Days since the last report", new MetricSource("key_actions", Aggregation.DaysSince, 60),
        (4, 100), (10, 70), (21, 30), (45, 0));

    public static MeasureDefinition Depth() => Of("depth", "Seats in use", new MetricSource("seats_used", Aggregation.Ratio, 30, "seats_bought"),
        (0.4, 0), (0.52, 15), (0.6, 40), (0.7, 76), (0.88, 100));

    public static MeasureDefinition Breadth() => Of("breadth", "Features in use", new MetricSource("features_used", Aggregation.Last, 30),
        (32, 0), (44, 18), (50, 42), (57, 76), (72, 100));

    public static MeasureDefinition Milestones() => Of("milestone_delay", "Delay of milestones", new DerivedSource(DerivedMeasure.MilestoneDelay),
        (0, 100), (10, 75), (30, 35), (60, 0));

    public static MeasureDefinition Goals() => Of("goal_attainment", "Goals reached", new DerivedSource(DerivedMeasure.GoalAttainment),
        (25, 0), (48, 25), (60, 50), (74, 85), (92, 100));

    public static MeasureDefinition Training() => Of("training", "People trained", new MetricSource("training_attended", Aggregation.Sum, 60),
        (0, 25), (2, 60), (6, 90), (12, 100));

    public static MeasureDefinition Nps(int window = 120) => Of("nps", "Would recommend us", new DerivedSource(DerivedMeasure.Nps, window),
        (4.5, 0), (6, 20), (7, 50), (8, 82), (9.5, 100));

    public static MeasureDefinition Csat() => Of("csat", "Contentment", new DerivedSource(DerivedMeasure.Csat, 180),
        (2, 0), (3, 25), (4, 75), (5, 100));

    public static MeasureDefinition Pulse() => Of("pulse", "CSM's pulse", new DerivedSource(DerivedMeasure.Pulse),
        (38, 0), (50, 20), (58, 45), (68, 80), (88, 100));

    public static MeasureDefinition Tickets() => Of("tickets", "Support tickets", new MetricSource("support_tickets", Aggregation.Sum, 30),
        (1, 100), (4, 70), (10, 20), (18, 0));

    public static MeasureDefinition CriticalTickets() => Of("critical_tickets", "Open critical tickets", new MetricSource("open_critical_tickets", Aggregation.Last, 21),
        new BandsCurve([1, 2, 3], [100, 45, 15, 0]));

    public static MeasureDefinition PaymentDelay() => Of("payment_delay", "Payment delay", new MetricSource("payment_delay_days", Aggregation.Mean, 120),
        (5, 100), (14, 70), (30, 20), (45, 0));

    public static MeasureDefinition NewsletterOpens() => Of("newsletter", "Newsletter opens", new MetricSource("newsletter_opens", Aggregation.Sum, 30),
        (0, 20), (8, 70), (20, 100));

    public static MeasureDefinition Of(string id, string name, MeasureSource source, params (double X, double Y)[] points) =>
        Of(id, name, source, Points(points));

    public static MeasureDefinition Of(string id, string name, MeasureSource source, Curve curve) => new() { Id = id, Name = name, Source = source, Curve = curve };

    /// <summary>The measure with another weight.</summary>
    public static MeasureDefinition Weighing(this MeasureDefinition measure, double weight) => measure with { Weight = weight };

    /// <summary>The measure with another curve through points.</summary>
    public static MeasureDefinition Through(this MeasureDefinition measure, params (double X, double Y)[] points) => measure with { Curve = Points(points) };

    // A share of a window may come out as 20.400000000000002, which nobody wants to read in an editor.
    private static PointsCurve Points((double X, double Y)[] points) => new([.. points.Select(p => new CurvePoint(Math.Round(p.X, Decimals), p.Y))]);
}
