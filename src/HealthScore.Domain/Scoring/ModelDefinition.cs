using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>How sub-scores become a score (scoring contract, section 4).</summary>
public enum ScoringMethod
{
    /// <summary>Weighted mean of dimensions, each the weighted mean of its measures.</summary>
    Weighted = 1,

    /// <summary>100 when every weighted measure reaches its target, else 0.</summary>
    AllOrNone = 2,

    /// <summary>No composite: the worst dimension's score.</summary>
    SideBySide = 3,
}

/// <summary>What becomes of a measure without a sub-score.</summary>
public enum MissingPolicy
{
    /// <summary>Left out; its weight goes to the others.</summary>
    Redistribute = 1,

    /// <summary>Counts as 50.</summary>
    Neutral = 2,

    /// <summary>Counts as 0.</summary>
    Zero = 3,

    /// <summary>The whole score is unknown.</summary>
    Required = 4,
}

/// <summary>The thresholds of the bands, lower bounds inclusive.</summary>
/// <param name="High">Health and expansion: green from here. Risk: red from here. 0–100.</param>
/// <param name="Middle">Yellow from here; at most <paramref name="High"/>. 0–100.</param>
public sealed record BandThresholds(double High, double Middle)
{
    /// <summary>Section 5's defaults: 70 and 40; risk 60 and 30.</summary>
    public static BandThresholds Default(ScoreKind kind) => kind == ScoreKind.Risk ? new(60, 30) : new(70, 40);

    /// <summary>The colours of the upper and the lower threshold, as the JSON format calls them.</summary>
    internal static (string High, string Middle) Names(ScoreKind kind) => (kind == ScoreKind.Risk ? "red" : "green", "yellow");

    /// <summary>The band that the thresholds alone give a rounded score; for risk the colours are reversed.</summary>
    public Band RawBand(ScoreKind kind, double score) =>
        score >= High ? kind == ScoreKind.Risk ? Band.Red : Band.Green
        : score >= Middle ? Band.Yellow
        : kind == ScoreKind.Risk ? Band.Green : Band.Red;
}

/// <summary>One measure of a model.</summary>
public sealed record MeasureDefinition
{
    /// <summary>Names the measure inside its model: snake_case, unique there, kept from version to version so that changes can be compared.</summary>
    public required string Id { get; init; }

    /// <summary>As shown; null: made from the source.</summary>
    public string? Name { get; init; }

    /// <summary>Where its value comes from.</summary>
    public required MeasureSource Source { get; init; }

    /// <summary>Value to sub-score.</summary>
    public required Curve Curve { get; init; }

    /// <summary>Weight inside the dimension, ≥ 0.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What becomes of it without a value.</summary>
    public MissingPolicy Missing { get; init; } = MissingPolicy.Redistribute;

    /// <summary>All or none: the sub-score it must reach, 0–100.</summary>
    public double Target { get; init; } = 100;

    /// <summary>A comment for whoever reads the model.</summary>
    public string? Note { get; init; }
}

/// <summary>A named group of measures.</summary>
/// <param name="Name">As shown; unique in the model.</param>
/// <param name="Weight">Weight in the score, ≥ 0.</param>
/// <param name="Measures">At least one.</param>
public sealed record Dimension(string Name, double Weight, IReadOnlyList<MeasureDefinition> Measures)
{
    /// <summary>A comment for whoever reads the model.</summary>
    public string? Note { get; init; }
}

/// <summary>All that a version of a scoring model says. Immutable; a change is a new version.</summary>
public sealed record ModelDefinition
{
    /// <summary>How sub-scores become a score.</summary>
    public ScoringMethod Method { get; init; } = ScoringMethod.Weighted;

    /// <summary>Below this coverage (0–1) the score is unknown.</summary>
    public double MinCoverage { get; init; } = 0.5;

    /// <summary>Null: the kind's defaults.</summary>
    public BandThresholds? Bands { get; init; }

    /// <summary>Points past a threshold that change the band at once, ≥ 0.</summary>
    public double Margin { get; init; } = 3;

    /// <summary>Days with a score on the same side that change the band, 1–31.</summary>
    public int Dwell { get; init; } = 2;

    /// <summary>At least one.</summary>
    public required IReadOnlyList<Dimension> Dimensions { get; init; }

    /// <summary>Caps and floors, in the order shown.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>A comment for whoever reads the model.</summary>
    public string? Note { get; init; }

    /// <summary>The address of the format's schema, as the file that it came from names it; kept for the editor that the file is written in.</summary>
    public string? Schema { get; init; }

    /// <summary>Every measure, dimension by dimension: the order in which their values are stored.</summary>
    public IEnumerable<MeasureDefinition> Measures => Dimensions.SelectMany(d => d.Measures);
}
