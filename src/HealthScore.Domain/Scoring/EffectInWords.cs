namespace HealthScore.Domain.Scoring;

/// <summary>What a change of the model does to a score, in plain words: nothing is said that the numbers do not say.</summary>
public static class EffectInWords
{
    /// <summary>A short sentence without a full stop, e.g. <c>Logins, total of 30 days counts for more</c>.</summary>
    /// <param name="effect">What the measure does.</param>
    /// <param name="name">The measure's name.</param>
    public static string Of(MeasureEffect effect, string name) => effect.Cause switch
    {
        EffectCause.Added => $"{name} is new in the model",
        EffectCause.Removed => $"{name} no longer counts",
        EffectCause.MoreWeight => $"{name} counts for more",
        EffectCause.LessWeight => $"{name} counts for less",
        EffectCause.Curve => $"{name} gets a {(effect.Points < 0 ? "worse" : "better")} sub-score from its new curve",
        EffectCause.CurveAndWeight => $"{name} has another curve and another weight",
        EffectCause.Data => $"{name} has other data than when the score was made",
        _ => throw new ArgumentException($"no such cause: {effect.Cause}", nameof(effect)),
    };
}
