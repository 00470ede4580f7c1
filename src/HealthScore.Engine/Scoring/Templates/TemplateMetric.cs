using HealthScore.Domain.Metrics;

namespace HealthScore.Engine.Scoring.Templates;

/// <summary>A metric that templates ask for.</summary>
/// <param name="Key">How templates name it.</param>
/// <param name="Kind">A company's own one must be of the same kind.</param>
/// <param name="What">What is counted or taken, in a few words.</param>
public sealed record TemplateMetric(string Key, MetricKind Kind, string What)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TemplateMetric> All { get; } =
    [
        new("logins", MetricKind.Count, "sign-ins a day"),
        new("active_users", MetricKind.Count, "people who did something on the day"),
        new("key_actions", MetricKind.Count, "what the product is bought for, e.g. reports published"),
        new("features_used", MetricKind.Gauge, "share of the features in use, in percent"),
        new("seats_used", MetricKind.Gauge, "licences in use"),
        new("seats_bought", MetricKind.Gauge, "licences under contract"),
        new("support_tickets", MetricKind.Count, "tickets opened a day"),
        new("open_critical_tickets", MetricKind.Gauge, "critical tickets not solved yet"),
        new("payment_delay_days", MetricKind.Gauge, "days that an invoice was paid late"),
    ];
}
