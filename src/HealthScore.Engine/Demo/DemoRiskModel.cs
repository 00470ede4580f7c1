using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using static HealthScore.Engine.Demo.DemoMeasures;

namespace HealthScore.Engine.Demo;

/// <summary>How likely a customer is to leave: high is bad, so the curves fall where health's rise.</summary>
internal static class DemoRiskModel
{
    public static ModelDefinition Standard() => new()
    {
        Bands = new(50, 28),
        Dimensions =
        [
            new("Engagement", 35,
            [
                LoginsChange(42).Weighing(60).Through((-60, 100), (-30, 75), (-12, 40), (0, 22), (20, 5)),
                ReportsSince().Weighing(40).Through((3, 5), (7, 30), (14, 70), (30, 100)),
            ]),
            new("Product adoption", 25, [Depth().Through((0.35, 100), (0.5, 82), (0.6, 55), (0.7, 25), (0.88, 5))]),
            new("Lifecycle", 15, [Of("renewal_near", "Days to renewal", new DerivedSource(DerivedMeasure.DaysToRenewal), (14, 90), (60, 70), (120, 35), (240, 10))]),
            new("Value & perception", 25,
            [
                Nps(150).Weighing(30).Through((4, 100), (6, 78), (7, 50), (8, 20), (9.5, 0)),
                Pulse().Weighing(35).Through((35, 100), (50, 78), (60, 50), (72, 18), (88, 0)),
                PaymentDelay().Weighing(20).Through((5, 5), (14, 35), (30, 80), (45, 100)),
                CriticalTickets().Weighing(15) with { Curve = new BandsCurve([1, 2, 3], [5, 50, 80, 100]) },
            ]),
        ],
        Rules =
        [
            new() { RiskEvent = "champion_left", Limit = 50 },
            new() { RiskEvent = "payment_failed", Limit = 45 },
            new() { RiskEvent = "merger", Limit = 40 },
        ],
    };
}
