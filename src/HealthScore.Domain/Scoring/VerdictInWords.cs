using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Says whether an override was right, and by what.</summary>
public static class VerdictInWords
{
    /// <summary>A word or two.</summary>
    public static string Of(Verdict verdict) => Phrases.Say(verdict switch
    {
        Verdict.Open => Phrases.InForceYet,
        Verdict.BorneOut => Phrases.BorneOut,
        Verdict.NotBorneOut => Phrases.NotBorneOut,
        _ => Phrases.CannotBeTold,
    });

    /// <summary>The rule that judges a pulse.</summary>
    public static string PulseRule => Phrases.Say(Phrases.PulseRule);

    /// <summary>The rule that judges an override.</summary>
    public static string Rule => Phrases.Say(Phrases.OverrideRule);
}
