using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring.Twin;

/// <summary>All that the contract says of one account, kind and day.</summary>
internal sealed record Row
{
    public ScoringModelVersion? Version { get; init; }
    public bool Scored => Version is not null;
    public IReadOnlyList<MeasureScore> Measures { get; init; } = [];
    public IReadOnlyList<DimensionScore> Dimensions { get; init; } = [];
    public double? Coverage { get; init; }
    public ScoreBounds? Bounds { get; init; }
    public double? Unrounded { get; init; }
    public double? Computed { get; init; }
    public double? Published { get; init; }
    public IReadOnlyList<int> Rules { get; init; } = [];
    public Band RawBand { get; init; }
    public Band Band { get; init; }
    public bool Manual { get; init; }
    public Moved? Moved { get; init; }
}

/// <summary>The split of a change.</summary>
internal sealed record Moved(DateOnly From, double Change, double Model, double Data, IReadOnlyDictionary<string, double> Inputs, double Override);
