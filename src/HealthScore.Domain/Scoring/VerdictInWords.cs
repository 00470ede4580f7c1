namespace HealthScore.Domain.Scoring;

/// <summary>Says whether an override was right, and by what.</summary>
public static class VerdictInWords
{
    /// <summary>A word or two.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Open => "In force",
        Verdict.BorneOut => "Borne out",
        Verdict.NotBorneOut => "Not borne out",
        _ => "Cannot be told",
    };

    /// <summary>The rule that judged, in a sentence.</summary>
    public static string Rule => "An override is borne out when, by its last day, an outcome took its side or the computed score came at least half of the way towards it.";
}
