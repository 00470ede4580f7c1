using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using static HealthScore.Engine.Demo.DemoMeasures;

namespace HealthScore.Engine.Demo;

/// <summary>What health means at Fieldnote: one standard, and models of their own for customers who are different.</summary>
internal static class DemoHealthModels
{
    private static readonly Rule[] Warnings =
    [
        new() { RiskEvent = "champion_left", IsCap = true, Limit = 60 },
        new() { RiskEvent = "payment_failed", IsCap = true, Limit = 50 },
    ];

    /// <summary>What was scored by until the review: much use, and a metric that was easy to count.</summary>
    public static ModelDefinition StandardBefore() => new()
    {
        Dimensions =
        [
            new("Engagement", 45, [ActiveDays().Weighing(45), LoginsChange().Weighing(30), NewsletterOpens().Weighing(25)]),
            new("Product adoption", 30, [Depth().Weighing(60), Breadth().Weighing(40)]),
            new("Lifecycle", 5, [Milestones()]),
            new("Value & perception", 20, [Nps()]),
        ],
        Rules = Warnings,
    };

    public static ModelDefinition Standard() => new()
    {
        Dimensions =
        [
            new("Engagement", 30, [ActiveDays().Weighing(40), LoginsChange().Weighing(60)]),
            new("Product adoption", 30, [Depth().Weighing(55), Breadth().Weighing(45)]),
            new("Lifecycle", 15, [Milestones().Weighing(40), Goals().Weighing(60)]),
            new("Value & perception", 25, [Nps().Weighing(40), Pulse().Weighing(60)]),
        ],
        Rules = Warnings,
    };

    /// <summary>A new customer is judged by its pace, not by what it has not had time to do.</summary>
    public static ModelDefinition Onboarding() => new()
    {
        Dimensions =
        [
            new("Engagement", 25, [ActiveDays(21).Weighing(60), Training().Weighing(40)]),
            new("Product adoption", 30, [Depth().Weighing(50).Through((0.05, 0), (0.25, 50), (0.5, 90), (0.7, 100)), Breadth().Weighing(50).Through((10, 0), (25, 50), (45, 90), (60, 100))]),
            new("Lifecycle", 30, [Milestones().Through((0, 100), (7, 70), (21, 30), (40, 0))]),
            new("Value & perception", 15, [Pulse()]),
        ],
        Rules = Warnings,
    };

    /// <summary>Large customers: how deep and how broad, what their people and ours think, what they came for.</summary>
    public static ModelDefinition Enterprise() => new()
    {
        Dimensions =
        [
            new("Engagement", 15, [ReportsChange(84)]),
            new("Product adoption", 30, [Depth().Weighing(60), Breadth().Weighing(40)]),
            new("Lifecycle", 20, [Milestones().Weighing(35), Goals().Weighing(65)]),
            new("Value & perception", 35, [Pulse().Weighing(40), Nps().Weighing(35), CriticalTickets().Weighing(25)]),
        ],
        Rules = [.. Warnings, new() { MeasureId = "critical_tickets", Comparison = Comparison.AtLeast, Value = 2, IsCap = true, Limit = 55 }],
    };

    /// <summary>Small settled customers, too many to talk to: what they do, compared with their like.</summary>
    public static ModelDefinition SettledSmall() => new()
    {
        Dimensions =
        [
            new("Engagement", 30, [ActiveDays().Weighing(45).Through((0, 0), (5, 30), (12, 75), (18, 100)), LoginsTrend().Weighing(55)]),
            new("Product adoption", 40, [ReportsRank().Weighing(25), Depth().Weighing(40), Breadth().Weighing(35)]),
            new("Lifecycle", 10, [PaymentDelay().Through((3, 100), (7, 70), (14, 25), (25, 0))]),
            new("Value & perception", 20, [Nps(180).Weighing(60), Tickets().Weighing(40).Through((0, 100), (1, 75), (3, 35), (6, 0))]),
        ],
        Rules = Warnings,
    };

    /// <summary>Before a renewal what counts is what they got out of it.</summary>
    public static ModelDefinition Renewal() => new()
    {
        Dimensions =
        [
            new("Engagement", 20, [LoginsChange(28).Weighing(60), ReportsSince().Weighing(40)]),
            new("Product adoption", 20, [Depth()]),
            new("Lifecycle", 25, [Milestones().Weighing(40), Goals().Weighing(60)]),
            new("Value & perception", 35, [Nps(150).Weighing(35), Pulse().Weighing(45), Csat().Weighing(20)]),
        ],
        Rules = [.. Warnings, new() { MeasureId = "depth", Comparison = Comparison.Less, Value = 0.25, IsCap = true, Limit = 45 }],
    };

    /// <summary>Public bodies want no surprise anywhere: the worst side is the score.</summary>
    public static ModelDefinition PublicSector() => new()
    {
        Method = ScoringMethod.SideBySide,
        Bands = new(60, 35),
        Dimensions =
        [
            new("Engagement", 25, [ActiveDays().Weighing(40), LoginsChange(84).Weighing(60)]),
            new("Product adoption", 25, [Depth().Weighing(50), Breadth().Weighing(50)]),
            new("Lifecycle", 25, [Milestones().Weighing(50).Through((0, 100), (20, 75), (60, 35), (120, 0)), Goals().Weighing(50)]),
            new("Value & perception", 25, [Nps(150).Weighing(40), Pulse().Weighing(60)]),
        ],
        Rules = Warnings,
    };
}
