using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Tests.Scoring.Models.Schema;

/// <summary>Models that make little sense and are well formed.</summary>
internal static class RandomModel
{
    public static ModelDocument Of(Random random)
    {
        var kind = (ScoreKind)random.Next(1, 4);
        var measure = 0;
        List<Dimension> dimensions = [.. Enumerable.Range(0, random.Next(1, 4)).Select(d => new Dimension($"Dimension {d} \"ü\"", Number(random, 0, 9), [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Measure(random, measure++))]) { Note = Text(random) })];
        var definition = new ModelDefinition
        {
            Method = (ScoringMethod)random.Next(1, 4), MinCoverage = Number(random, 0, 1), Margin = Number(random, 0, 100), Dwell = random.Next(1, 32),
            Bands = random.Next(2) == 0 ? null : new(Number(random, 50, 100), Number(random, 0, 50)),
            Dimensions = dimensions, Note = Text(random), Schema = Text(random),
            Rules = [.. Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(2) == 0
                ? new Rule { RiskEvent = "merger", IsCap = random.Next(2) == 0, Limit = Number(random, 0, 100), Note = Text(random) }
                : new Rule { MeasureId = "m0", Comparison = (Comparison)random.Next(1, 6), Value = Number(random, -9, 9), IsCap = random.Next(2) == 0, Limit = Number(random, 0, 100), Note = Text(random) })],
        };
        return random.Next(2) == 0
            ? new(kind, Text(random), null, definition)
            : new(kind, null, Text(random), definition, random.Next(1, 99), new DateOnly(2024, 1, 1).AddDays(random.Next(900)), Text(random));
    }

    private static MeasureDefinition Measure(Random random, int id) => new()
    {
        Id = $"m{id}", Name = Text(random), Note = Text(random), Weight = Number(random, 0, 20), Missing = (MissingPolicy)random.Next(1, 5), Target = Number(random, 0, 100),
        Source = random.Next(3) == 0 ? new DerivedSource((DerivedMeasure)random.Next(1, 10), random.Next(1, 401)) : Source(random, (Aggregation)random.Next(1, 12)),
        Curve = random.Next(3) switch
        {
            0 => new PassCurve(Number(random, -50, 50), random.Next(2) == 0),
            1 => new BandsCurve([Number(random, -9, 0), Number(random, 1, 9)], [Number(random, 0, 100), Number(random, 0, 100), Number(random, 0, 100)]),
            _ => new PointsCurve([.. Enumerable.Range(0, random.Next(1, 5)).Select(i => new CurvePoint(i + random.NextDouble() / 2, Number(random, 0, 100)))]),
        },
    };

    private static MetricSource Source(Random random, Aggregation aggregation) => new("logins", aggregation, random.Next(1, 401), aggregation == Aggregation.Ratio ? "seats" : null);

    private static double Number(Random random, int low, int high) => random.Next(3) == 0 ? random.Next(low, high + 1) : low + (random.NextDouble() * (high - low));

    private static string? Text(Random random) => random.Next(3) switch { 0 => null, 1 => "Größe < 5 & \"neu\"\n\u2028", _ => "plain" };
}
