namespace HealthScore.Domain.Scoring;

/// <summary>Why a measure does something else to a score when another model scores the same day.</summary>
public enum EffectCause
{
    /// <summary>Only the later model has it.</summary>
    Added = 1,

    /// <summary>Only the earlier model had it.</summary>
    Removed = 2,

    /// <summary>Its effective weight grew.</summary>
    MoreWeight = 3,

    /// <summary>Its effective weight shrank.</summary>
    LessWeight = 4,

    /// <summary>Its curve gives the same value another sub-score.</summary>
    Curve = 5,

    /// <summary>Both its curve and its weight differ.</summary>
    CurveAndWeight = 6,

    /// <summary>Its value is another one than when the earlier score was made: data came late.</summary>
    Data = 7,
}

/// <summary>What one measure does to a score when another model scores the same day.</summary>
/// <param name="Measure">Its place in <see cref="ModelEffect.Measures"/>.</param>
/// <param name="Cause">Why.</param>
/// <param name="Points">Points of the score.</param>
public readonly record struct MeasureEffect(int Measure, EffectCause Cause, double Points);
