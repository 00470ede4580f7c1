using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Metrics;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Metrics;

/// <summary>What the accounts come to in a metric: found by one pass for all who ask, under the names that hold, and also of a metric that nothing new may use.</summary>
public sealed class MetricProfileTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    private static readonly MetricSource Logins = new("logins", Aggregation.Sum, 30);

    [Fact]
    public async Task Profile_AskedForByManyAtOnce_IsFoundOnce_AndAnewWhenASegmentIsRenamed()
    {
        using var profiles = Profiles();
        var found = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => profiles.RunAsync(Actor.System, Logins, null, default))));
        found.Should().OnlyContain(f => ReferenceEquals(f.Value, found[0].Value) && f.Value!.Segments.Count > 0, "there was one pass for all");

        await using var db = demo.Database();
        var name = found[0].Value!.Segments.First(s => s.Name is not null).Name!;
        await db.Segments.Where(s => s.Name == name).ExecuteUpdateAsync(s => s.SetProperty(x => x.Name, "Renamed"));
        var renamed = (await profiles.RunAsync(Actor.System, Logins, null, default)).Value!;
        await db.Segments.Where(s => s.Name == "Renamed").ExecuteUpdateAsync(s => s.SetProperty(x => x.Name, name));
        renamed.Segments.Select(s => s.Name).Should().Contain("Renamed").And.NotContain(name);
    }

    [Fact]
    public async Task Profile_OfARetiredMetric_IsThere()
    {
        using var profiles = Profiles();
        await using var db = demo.Database();
        await db.Metrics.Where(m => m.Key == "logins").ExecuteUpdateAsync(m => m.SetProperty(x => x.RetiredOn, DemoRuns.Today));
        var (profile, trend) = (await profiles.RunAsync(Actor.System, Logins, null, default), await profiles.TrendAsync(Actor.System, Logins, null, default));
        await db.Metrics.Where(m => m.Key == "logins").ExecuteUpdateAsync(m => m.SetProperty(x => x.RetiredOn, (DateOnly?)null));
        (profile.Message, trend.Message).Should().Be((null, null));
        profile.Value!.All.Known.Should().BePositive();
    }

    private ReadMetricProfile Profiles() => new(demo.Get<IDbContextFactory<HealthScoreDb>>(), demo.Get<MeasureAccounts>(), demo.Get<OrganisationClock>());
}
