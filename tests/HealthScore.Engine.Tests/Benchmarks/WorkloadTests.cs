using HealthScore.Benchmarks.Workloads;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Benchmarks;

/// <summary>What the benchmarks measure is right: our run, Domain alone and the statement of the yardstick reach the same numbers.</summary>
public sealed class WorkloadTests(ScoredWorkload scored) : IClassFixture<ScoredWorkload>
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Models_PassTheValidator()
    {
        var metrics = WorkloadMetrics.Create().ToDictionary(m => m.Key);
        foreach (var model in WorkloadModels.Create(Workload.LastDay))
            ModelValidator.Check(model.Versions[0].Definition, metrics).Should().BeEmpty();
    }

    [Fact]
    public void Readings_AreAsDenseAsTheyShouldBe()
    {
        var readings = Workload.Readings(1, 2000, Workload.LastDay.AddDays(-89), Workload.LastDay).Count();
        (readings / (2000.0 * WorkloadMetrics.Count * 90)).Should().BeInRange(0.60, 0.63);
    }

    [Fact]
    public async Task Run_EqualsDomainAlone()
    {
        await using var db = scored.Database();
        var stored = await db.Scores.AsNoTracking().ToDictionaryAsync(s => (s.AccountId, s.Day));

        stored.Should().HaveCount(scored.Workload.Accounts * scored.Days.Count);
        foreach (var (account, day, score, band) in await scored.DomainAsync())
        {
            var row = stored[(account, day)];
            (row.VersionId, row.Computed, row.Published, row.Band).Should().Be((score.VersionId, score.Computed, score.Published, band), "of account {0} on {1}", account, day);
            ScoreCodec.Read(row.Data).Values.Select(v => v.IsOk ? v.Value : (double?)null).Should().Equal(score.Measures.Select(m => m.Value), "of account {0} on {1}", account, day);
        }
    }

    [Fact]
    public async Task PlainStatement_ReachesTheSameNumbers()
    {
        var plain = await scored.PlainAsync();

        plain.Should().HaveCount(scored.Workload.Accounts * scored.Days.Count);
        foreach (var (account, day, score, band) in await scored.DomainAsync())
        {
            var same = plain[(account, day)];
            foreach (var (measure, part) in score.Measures.Zip(same.Measures))
                (Near(measure.Value, part.Value) && Near(measure.SubScore, part.SubScore) && Near(measure.Weight, part.Weight)).Should()
                    .BeTrue("{0} of account {1} on {2} is {3} to the statement and {4} to us", measure.Id, account, day, part, measure);
            (same.Score, same.Band).Should().Be((score.Published, band), "of account {0} on {1}", account, day);
        }
    }

    private static bool Near(double? a, double? b) => a is { } x && b is { } y ? Math.Abs(x - y) <= Tolerance * Math.Max(1, Math.Abs(x)) : a is null && b is null;
}
