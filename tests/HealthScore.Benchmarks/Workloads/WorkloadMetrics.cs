using HealthScore.Domain.Metrics;

namespace HealthScore.Benchmarks.Workloads;

/// <summary>The twelve metrics: six counts, six gauges.</summary>
internal static class WorkloadMetrics
{
    public const short ActiveUsers = 1, Logins = 2, ApiCalls = 3, Reports = 4, SeatsUsed = 5, SeatsBought = 6, Tickets = 7, Minutes = 8, Survey = 9, Breadth = 10, Invoices = 11, Contact = 12;

    // The windows of the model are up to ninety days long: what is older is stale, so that whoever reads ninety days knows all.
    private const int GaugeFreshness = 89;

    private static readonly (short Id, string Key, string Name, MetricKind Kind)[] Table =
    [
        (ActiveUsers, "active_users", "Active users", MetricKind.Gauge),
        (Logins, "logins", "Logins", MetricKind.Count),
        (ApiCalls, "api_calls", "API calls", MetricKind.Count),
        (Reports, "reports", "Reports", MetricKind.Count),
        (SeatsUsed, "seats_used", "Seats used", MetricKind.Gauge),
        (SeatsBought, "seats_bought", "Seats bought", MetricKind.Gauge),
        (Tickets, "tickets", "Tickets", MetricKind.Count),
        (Minutes, "minutes", "Minutes", MetricKind.Count),
        (Survey, "survey", "Survey", MetricKind.Gauge),
        (Breadth, "breadth", "Breadth of use", MetricKind.Gauge),
        (Invoices, "open_invoices", "Open invoices", MetricKind.Gauge),
        (Contact, "contact", "Contact", MetricKind.Gauge),
    ];

    public static int Count => Table.Length;

    public static IReadOnlyList<Metric> Create() =>
        [.. Table.Select(m => new Metric(m.Key, m.Name, m.Kind, m.Kind == MetricKind.Gauge ? GaugeFreshness : null, m.Id))];

    public static string Key(short id) => Table[id - 1].Key;

    /// <summary>Share of days with a reading, for metrics that are rarer than the others; null: like most.</summary>
    public static double? Density(int metric) => metric switch
    {
        Survey => 0.05,
        Contact => 0.2,
        _ => null,
    };
}
