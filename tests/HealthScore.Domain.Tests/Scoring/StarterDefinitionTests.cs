using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class StarterDefinitionTests
{
    private static readonly Metric[] Catalogue =
    [
        new("renewal_delay", "Renewal delay", MetricKind.Gauge) { HigherIsBetter = false, IsLeading = false },
        new("logins", "Logins", MetricKind.Count), new("seats", "Seats", MetricKind.Gauge), new("tickets", "Tickets", MetricKind.Count) { HigherIsBetter = false },
        new("exports", "Exports", MetricKind.Count), new("shares", "Shares", MetricKind.Count),
    ];

    [Theory]
    [InlineData(ScoreKind.Health)]
    [InlineData(ScoreKind.Risk)]
    [InlineData(ScoreKind.Expansion)]
    public void Starter_OfAnyKind_IsValid(ScoreKind kind)
    {
        ModelValidator.Check(StarterDefinition.For(kind, Catalogue), Catalogue.ToDictionary(m => m.Key)).Should().BeEmpty();
        ModelValidator.Check(StarterDefinition.For(kind, []), new Dictionary<string, Metric>()).Should().BeEmpty("a company without metrics may begin too");
    }

    [Fact]
    public void Starter_TakesFourMetrics_LeadingOnesFirst() =>
        StarterDefinition.For(ScoreKind.Health, Catalogue).Dimensions[0].Measures.Select(m => m.Id)
            .Should().Equal("logins_change", "seats_rank", "tickets_change", "exports_change");

    [Fact]
    public void Risk_MirrorsHealth()
    {
        foreach (var (health, risk) in StarterDefinition.For(ScoreKind.Health, Catalogue).Measures.Zip(StarterDefinition.For(ScoreKind.Risk, Catalogue).Measures))
            foreach (var x in new double[] { -60, 0, 5, 30, 120 })
                risk.Curve.Map(x).Should().BeApproximately(100 - health.Curve.Map(x), 1e-9, $"{risk.Id} at {x}");
    }

    [Fact]
    public void Curve_FollowsTheMetricsDirection()
    {
        var measures = StarterDefinition.For(ScoreKind.Health, Catalogue).Measures.ToDictionary(m => m.Id);
        measures["logins_change"].Curve.Map(50).Should().Be(100);
        measures["tickets_change"].Curve.Map(50).Should().Be(0);
    }
}
