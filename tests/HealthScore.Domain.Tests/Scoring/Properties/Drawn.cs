using FsCheck;
using FsCheck.Fluent;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring.Properties;

/// <summary>A small model and a reading for some of its measures, drawn at random.</summary>
public sealed record Drawn(ModelDefinition Model, ScoreKind Kind, IReadOnlyDictionary<string, double> Values)
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(new Replay(new Rnd(20240310, 3), null));

    /// <summary>Checks a property of what is drawn, from a fixed seed.</summary>
    public static void Check(Func<Drawn, bool> property, params ScoringMethod[] methods) =>
        FsCheck.Check.One(s_config, Prop.ForAll(Of(methods).ToArbitrary(), property));

    /// <summary>Checks a property of a number from a fixed seed.</summary>
    public static void CheckSeed(Func<int, bool> property) =>
        FsCheck.Check.One(s_config.WithMaxTest(100), Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), property));

    internal ScoreResult Score(ModelDefinition? model = null, BandState yesterday = default) => Given.Score(model ?? Model, Values, Kind, yesterday: yesterday);

    private static Gen<Drawn> Of(ScoringMethod[] methods) =>
        from method in Gen.Elements(methods)
        from kind in Gen.Elements(ScoreKind.Health, ScoreKind.Risk, ScoreKind.Expansion)
        from measures in Gen.Choose(1, 9)
        from dimensions in Gen.Choose(0, 4).ArrayOf(3)
        from weights in Gen.Choose(0, 5).ArrayOf(measures)
        from policies in Gen.Elements(MissingPolicy.Redistribute, MissingPolicy.Neutral, MissingPolicy.Zero).ArrayOf(measures)
        from targets in Gen.Choose(0, 100).ArrayOf(measures)
        from values in Gen.Choose(-400, 1000).ArrayOf(measures)
        select new Drawn(
            new()
            {
                Method = method,
                MinCoverage = 0,
                Dimensions = [.. dimensions.Select((w, d) => new Dimension($"d{d}", w, [.. Enumerable.Range(0, measures).Where(m => m % 3 == d).Select(m => Given.Measure($"m{m}", weights[m], policies[m], targets[m]))]))],
            },
            kind,
            values.Select((v, m) => (v, m)).Where(x => x.v >= 0).ToDictionary(x => $"m{x.m}", x => x.v / 10.0));
}
