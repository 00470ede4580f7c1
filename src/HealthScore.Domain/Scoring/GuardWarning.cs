namespace HealthScore.Domain.Scoring;

/// <summary>What makes a model worse than it need be.</summary>
public enum GuardReason
{
    /// <summary>More measures with weight than people can follow.</summary>
    TooManyMeasures = 1,

    /// <summary>Hardly an account of the scope has a value.</summary>
    NoData = 2,

    /// <summary>Nearly all accounts get the same sub-score.</summary>
    HardlyVaries = 3,

    /// <summary>Two measures order accounts alike.</summary>
    SaysTheSame = 4,
}

/// <summary>A warning: it advises, and stands in the way of nothing.</summary>
/// <param name="Reason">Why.</param>
/// <param name="MeasureId">The measure it is about; null: the whole model.</param>
/// <param name="Message">What is to be seen, and what to do.</param>
public sealed record GuardWarning(GuardReason Reason, string? MeasureId, string Message);
