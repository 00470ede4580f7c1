using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>What a change of the model does to a score, in plain words: nothing is said that the numbers do not say.</summary>
public static class EffectInWords
{
    /// <summary>A short sentence without a full stop, e.g. <c>Logins, total of 30 days counts for more</c>.</summary>
    /// <param name="effect">What the measure does.</param>
    /// <param name="name">The measure's name.</param>
    public static string Of(MeasureEffect effect, string name) => Phrases.Say(CultureInfo.InvariantCulture, effect.Cause switch
    {
        EffectCause.Added => Phrases.EffectAdded,
        EffectCause.Removed => Phrases.EffectRemoved,
        EffectCause.MoreWeight => Phrases.EffectMore,
        EffectCause.LessWeight => Phrases.EffectLess,
        EffectCause.Curve => effect.Points < 0 ? Phrases.EffectWorseCurve : Phrases.EffectBetterCurve,
        EffectCause.CurveAndWeight => Phrases.EffectCurveAndWeight,
        EffectCause.Data => Phrases.EffectData,
        _ => throw new ArgumentException($"no such cause: {effect.Cause}", nameof(effect)),
    }, name);
}
