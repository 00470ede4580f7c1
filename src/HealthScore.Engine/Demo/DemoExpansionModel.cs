using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using static HealthScore.Engine.Demo.DemoMeasures;

namespace HealthScore.Engine.Demo;

/// <summary>How likely a customer is to grow: full seats, rising use, contentment, and the right moment.</summary>
internal static class DemoExpansionModel
{
    public static ModelDefinition Standard() => new()
    {
        Bands = new(65, 45),
        Dimensions =
        [
            new("Engagement", 20, [ReportsChange().Through((-30, 0), (-5, 35), (10, 65), (40, 100))]),
            new("Product adoption", 45,
            [
                Depth().Weighing(60).Through((0.55, 0), (0.75, 40), (0.88, 80), (0.97, 100)),
                Of("seats_growth", "Growth of seats in use", new MetricSource("seats_used", Aggregation.Change, 90), (-15, 0), (0, 40), (10, 75), (30, 100)).Weighing(25),
                Of("breadth", "Features in use", new MetricSource("features_used", Aggregation.Last, 30), (35, 0), (60, 60), (80, 100)).Weighing(15),
            ]),
            // Too early there is nothing to add to; just after a renewal the budget is spent; a few months later it is not.
            new("Lifecycle", 15, [Of("renewal_far", "Days to renewal", new DerivedSource(DerivedMeasure.DaysToRenewal), (15, 35), (75, 85), (150, 75), (270, 45), (360, 20))]),
            new("Value & perception", 20,
            [
                Goals().Weighing(40),
                Nps(150).Weighing(40),
                Of("referrals", "Referrals made", new DerivedSource(DerivedMeasure.Referrals, 180), new BandsCurve([1, 2], [30, 85, 100])).Weighing(20),
            ]),
        ],
        Rules =
        [
            new() { RiskEvent = "champion_left", IsCap = true, Limit = 45 },
            new() { RiskEvent = "payment_failed", IsCap = true, Limit = 40 },
        ],
    };
}
