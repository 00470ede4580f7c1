using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>Something that measures needs the form of a model; what it would score does not matter.</summary>
internal static class Measuring
{
    public static ModelDefinition Of(IReadOnlyList<MeasureSource> sources) => new()
    {
        Dimensions = [new("All", 1, [.. sources.Select((s, i) => new MeasureDefinition { Id = FormattableString.Invariant($"m{i}"), Source = s, Curve = new PassCurve(0) })])],
    };
}
