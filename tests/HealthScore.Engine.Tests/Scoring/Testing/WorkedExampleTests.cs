using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Tests.Scoring;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Scoring.Testing;
using HealthScore.Engine.Tests.Scoring.Twin;

namespace HealthScore.Engine.Tests.Scoring.Testing;

/// <summary>The worked example of docs/scoring.md through the database and the test of one account: the same numbers, the same steps.</summary>
public sealed class WorkedExampleTests(StoredRun run) : IClassFixture<StoredRun>
{
    [Fact]
    public async Task Example_IsWrittenOutStepByStep()
    {
        var tested = await TestAsync();
        var (score, measures) = (tested.Score(), tested.Model.Definition.Measures.ToList());

        tested.Day.Should().Be(new DateOnly(2024, 3, 15));
        tested.Evidence.Select(e => e.How).Should().Equal(
            "99 / 14 days = 7.0714.",
            "37 / 7 days = 5.2857, against 62 / 7 days = 8.8571 in the window before: −40.3226 %.",
            "36 / 48 = 0.75, both the latest readings.",
            "3 in 7 days that count.",
            "9 / 1 answer = 9; of each contact the latest.");
        tested.Evidence[0].Days.Should().HaveCount(14).And.Contain(new EvidenceDay(new(2024, 3, 9), null, EvidenceKind.Zero)).And.Contain(new EvidenceDay(new(2024, 3, 15), 6, EvidenceKind.Reading));
        CurveArithmetic.Of(measures[0].Curve, tested.Values[0].Value, CultureInfo.InvariantCulture).Should().Be("50 + (7.0714 − 5) / (15 − 5) × (100 − 50) = 60.3571");
        CurveArithmetic.Of(measures[3].Curve, 3, CultureInfo.InvariantCulture).Should().Be("in the step from 3: 50");
        foreach (var (cells, part) in ScoringPage.Table("measures 2024-03-15").Zip(score.Measures.ToArray()))
            new[] { part.Value, part.SubScore, part.NominalWeight, part.Weight, part.Earned, part.Lost }.Zip(cells[1..]).Should().OnlyContain(p => ScoringPage.Shown(p.First, p.Second) == p.Second);

        new ScoreArithmetic(ScoreKind.Health, tested.Model.Definition, measures.ToDictionary(m => m.Id, m => m.Id), CultureInfo.InvariantCulture).Of(score, tested.Yesterday).Should().Equal(
            new ArithmeticLine("Engagement", "(2 × 60.36 + 1 × 11.61) / 3 = 44.11"),
            new ArithmeticLine("Adoption", "75"),
            new ArithmeticLine("Perception", "(1 × 50 + 1 × 90) / 2 = 70"),
            new ArithmeticLine("Score", "(3 × 44.11 + 2 × 75 + 1 × 70) / 6 = 58.72"),
            new ArithmeticLine("Coverage", "100 % of the weight has data; at least 50 % is asked for"),
            new ArithmeticLine("Computed", "rounded to 2 decimals: 58.72"),
            new ArithmeticLine("Rules", "champion left: at most 50: 50"),
            new ArithmeticLine("Override", "none"),
            new ArithmeticLine("Band", "50 is yellow by the thresholds 40 and 70, as before"));
    }

    [Fact]
    public async Task Example_WithTheValuesOfTheDayBefore_HasItsScore()
    {
        var tested = await TestAsync();
        // What the page shows has few decimals: near enough for a score of two.
        var earlier = ScoringPage.Table("measures 2024-03-14").Select(cells => MeasureValue.Of(ScoringPage.Number(cells[1]) ?? double.NaN));
        var score = tested.Score([.. earlier], new HashSet<string>(), null);
        ScoringPage.Shown(score.Published, "58.59").Should().Be("58.59");
        score.Band.Should().Be(Band.Yellow);
    }

    private async Task<TestedAccount> TestAsync()
    {
        await run.ScoreAsync(ScoringPageWorld.Read(), withReasons: false);
        var model = (await run.The<ListModels>().RunAsync(Actor.System, ScoreKind.Health, default)).Value!.Models.Single();
        return (await run.The<TestAccount>().RunAsync(Actor.System, model.Id, 1, null, CultureInfo.InvariantCulture, default)).Value!;
    }
}
