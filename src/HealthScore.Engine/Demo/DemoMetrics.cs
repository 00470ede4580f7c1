using HealthScore.Domain.Metrics;

namespace HealthScore.Engine.Demo;

/// <summary>What Fieldnote observes of its customers.</summary>
internal static class DemoMetrics
{
    public const short Logins = 1;
    public const short ActiveUsers = 2;
    public const short KeyActions = 3;
    public const short FeaturesUsed = 4;
    public const short SeatsUsed = 5;
    public const short SeatsBought = 6;
    public const short SupportTickets = 7;
    public const short OpenCriticalTickets = 8;
    public const short PaymentDelay = 9;
    public const short ApiCalls = 10;
    public const short Storage = 11;
    public const short TrainingAttended = 12;
    public const short NewsletterOpens = 13;
    public const short ReportsPerSeat = 14;

    /// <summary>Those that are states rather than counts.</summary>
    public static IReadOnlySet<short> Gauges { get; } = Create().Where(m => m.Kind == MetricKind.Gauge).Select(m => m.Id).ToHashSet();

    /// <summary>New each time, because storing them ties them to a database.</summary>
    public static IReadOnlyList<Metric> Create() =>
    [
        Count(Logins, "logins", "Logins", "logins", "Sign-ins of all users of the account.").Told(true, "Falls by half and more in the months before customers leave.", "Bring them back"),
        Count(ActiveUsers, "active_users", "Active users", "users", "People who did something on the day.").Told(true, "Share of bought seats at work goes with renewal more closely than anything else we count.", "Bring them back"),
        Count(KeyActions, "key_actions", "Reports published", "reports", "What customers pay for: field reports published to their own readers.").Told(true, "What they pay for. Customers who stop publishing rarely renew, however often they sign in.", "Value review"),
        Gauge(FeaturesUsed, "features_used", "Features used", 21, "%", "Share of the product's twenty-six features that the account touched in four weeks; taken every Monday.").Told(true, "Customers who use a third of the product and more stay longer.", "Feature tour"),
        Gauge(SeatsUsed, "seats_used", "Seats used", 21, "seats", "Seats with a sign-in during four weeks; taken every Monday.").Told(true, "Empty seats are taken off at the renewal.", "Seat review"),
        Gauge(SeatsBought, "seats_bought", "Seats bought", 62, "seats", "Seats under contract; taken on the first of the month and when the contract changes.").Told(false, ""),
        Count(SupportTickets, "support_tickets", "Support tickets", "tickets", "Tickets opened at the help desk.", higherIsBetter: false).Told(true, "Many tickets for their size go before contractions; none at all can mean that nobody works with it."),
        Gauge(OpenCriticalTickets, "open_critical_tickets", "Open critical tickets", 21, "tickets", "Critical tickets not yet solved; taken every Monday and on each change.", higherIsBetter: false).Told(true, "A critical ticket open for weeks stands in most exit interviews.", "Escalation"),
        Gauge(PaymentDelay, "payment_delay_days", "Payment delay", 130, "days", "Days between an invoice's due date and its payment.", higherIsBetter: false, leading: false).Told(false, "Late payers have decided already: it tells, but too late."),
        Count(ApiCalls, "api_calls", "API calls", "calls", "Calls of the customer's own programs through the gateway. Steady whatever people do, so it tells little.").Told(false, "Looked at for two years and found to tell nothing."),
        Gauge(Storage, "storage_gb", "Storage", 21, "GB", "Files kept; taken every Monday. It grows with age and size rather than with health.", leading: false).Told(false, ""),
        Count(TrainingAttended, "training_attended", "Training attended", "people", "People who sat in one of the trainings held on Tuesdays and Thursdays.", freshness: 10).Told(true, "Teams that were trained in the first quarter reach their goals sooner.", "Training offer"),
        Count(NewsletterOpens, "newsletter_opens", "Newsletter opens", "opens", "Opens of the Wednesday newsletter. Easy to count and nothing but noise.", freshness: 10).Told(true, "None. It is here to show that what is easy to count need not tell anything."),
        new("reports_per_seat", "Reports per seat", MetricKind.Gauge, 21, ReportsPerSeat)
        {
            Unit = "reports", Description = "Reports published in four weeks for each seat in use: depth of use, whatever the size.",
            Expression = "rolling(key_actions, 28, sum) / seats_used", IsInfluenceable = true, Evidence = "Calculated, to be watched: no model uses it yet.",
        },
    ];

    private static Metric Told(this Metric metric, bool isInfluenceable, string evidence, string playbook = "")
    {
        (metric.IsInfluenceable, metric.Evidence, metric.Playbook) = (isInfluenceable, evidence, playbook);
        return metric;
    }

    private static Metric Count(short id, string key, string name, string unit, string description, bool higherIsBetter = true, int? freshness = null) =>
        new(key, name, MetricKind.Count, freshness, id) { Unit = unit, Description = description, HigherIsBetter = higherIsBetter };

    private static Metric Gauge(short id, string key, string name, int freshness, string unit, string description, bool higherIsBetter = true, bool leading = true) =>
        new(key, name, MetricKind.Gauge, freshness, id) { Unit = unit, Description = description, HigherIsBetter = higherIsBetter, IsLeading = leading };
}
