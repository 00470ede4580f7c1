using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class ModelEffectTests
{
    private static readonly MetricSource A = new("a", Aggregation.Last, 1);
    private static readonly MetricSource B = new("b", Aggregation.Last, 1);
    private static readonly MetricSource C = new("c", Aggregation.Last, 1);
    private static readonly PointsCurve Straight = new(new(0, 0), new(100, 100));
    private static readonly PointsCurve Strict = new(new(0, 0), new(200, 100));

    [Fact]
    public void Weight_MovedToALowMeasure_IsBlamedOnIt()
    {
        var effects = Explain([(A, 3, Straight), (B, 1, Straight)], [(A, 1, Straight), (B, 1, Straight)], new() { [A] = 90, [B] = 20 }, out _);

        effects.Select(e => e.Cause).Should().Equal(EffectCause.LessWeight, EffectCause.MoreWeight);
        effects[1].Points.Should().BeApproximately(0.25 * (20 - 72.5), 1e-9, "what counts for more lies below the score");
        EffectInWords.Of(effects[1], "Tickets").Should().Be("Tickets counts for more");
    }

    [Theory]
    [InlineData("curve", EffectCause.Curve)]
    [InlineData("added", EffectCause.Added)]
    [InlineData("removed", EffectCause.Removed)]
    [InlineData("data", EffectCause.Data)]
    [InlineData("both", EffectCause.CurveAndWeight)]
    public void Change_OfOneMeasure_IsCalledByItsName(string change, EffectCause cause)
    {
        (MeasureSource, double, Curve)[] two = [(A, 1, Straight), (B, 1, Straight)];
        (MeasureSource, double, Curve)[] after = change switch
        {
            "curve" => [(A, 1, Straight), (B, 1, Strict)],
            "both" => [(A, 1, Straight), (B, 2, Strict)],
            "added" => [.. two, (C, 1, Straight)],
            "removed" => [(A, 1, Straight)],
            _ => two,
        };

        var effects = Explain(two, after, new() { [A] = 90, [B] = 20, [C] = 50 }, out var model, valueAfter: change == "data" ? 30 : 20);

        effects.Should().ContainSingle(e => e.Cause == cause).Which.Measure.Should().Be(model.Measures.ToList().FindIndex(m => m.Source == (change == "added" ? C : B)));
        EffectInWords.Of(effects.First(e => e.Cause == cause), "X").Should().StartWith("X ").And.NotEndWith(".");
    }

    [Fact]
    public void Effects_OfManyRandomChanges_AddUpToTheDifference()
    {
        var random = new Random(4711);
        MeasureSource[] all = [A, B, C, new DerivedSource(DerivedMeasure.Pulse)];
        for (var i = 0; i < 500; i++)
        {
            var (before, after) = (Some(), Some());
            var values = all.ToDictionary(s => s, _ => random.Next(6) == 0 ? double.NaN : random.Next(0, 120));
            var (was, now) = (Model(before), Model(after));
            var (x, partsBefore) = Score(was, values);
            var (y, partsAfter) = Score(now, values);
            if (double.IsNaN(x) || double.IsNaN(y)) continue;

            new ModelEffect(was, now).Explain(x, partsBefore, partsAfter).Sum(e => e.Points).Should().BeApproximately(y - x, 1e-9);
        }

        (MeasureSource, double, Curve)[] Some() => [.. all.Where(_ => random.Next(3) > 0).DefaultIfEmpty(A).Select(s => (s, (double)random.Next(1, 5), (Curve)(random.Next(2) == 0 ? Straight : Strict)))];
    }

    private static IReadOnlyList<MeasureEffect> Explain(
        (MeasureSource, double, Curve)[] before, (MeasureSource, double, Curve)[] after, Dictionary<MeasureSource, double> values, out ModelEffect effect, double? valueAfter = null)
    {
        var (was, now) = (Model(before), Model(after));
        effect = new(was, now);
        var (score, partsBefore) = Score(was, values);
        if (valueAfter is { } value) values[B] = value;
        return effect.Explain(score, partsBefore, Score(now, values).Parts);
    }

    private static (double Score, MeasureScore[] Parts) Score(ModelDefinition model, Dictionary<MeasureSource, double> values)
    {
        var formula = ScoreFormula.Of(ScoreKind.Health, model);
        var (parts, dimensions) = (new MeasureScore[formula.MeasureCount], new double[formula.DimensionCount]);
        return (formula.Explain([.. model.Measures.Select(m => MeasureValue.Of(values[m.Source]))], parts, dimensions, out _), parts);
    }

    private static ModelDefinition Model(params (MeasureSource Source, double Weight, Curve Curve)[] measures) => new()
    {
        Dimensions = [new("All", 1, [.. measures.Select((m, i) => new MeasureDefinition { Id = $"m{i}", Source = m.Source, Weight = m.Weight, Curve = m.Curve })])],
    };
}
