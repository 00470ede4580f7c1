namespace HealthScore.Domain.Scoring;

/// <summary>Which question a score answers. Each kind has its own models; none is derived from another.</summary>
public enum ScoreKind
{
    /// <summary>Is the customer on track to its outcomes? High is good.</summary>
    Health = 1,

    /// <summary>How likely is it to leave? High is bad.</summary>
    Risk = 2,

    /// <summary>How likely is it to grow? High is good.</summary>
    Expansion = 3,
}
