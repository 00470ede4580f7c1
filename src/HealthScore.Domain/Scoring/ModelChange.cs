namespace HealthScore.Domain.Scoring;

/// <summary>One difference between two definitions of a model.</summary>
/// <param name="Part">What it is about: the model, a dimension, a measure or a rule, by its name.</param>
/// <param name="What">What changed of it, e.g. <c>share of the score</c>; <c>added</c> and <c>removed</c> for a whole part.</param>
/// <param name="Before">What it said; null when it said nothing.</param>
/// <param name="After">What it says; null when it says nothing.</param>
public sealed record ModelChange(string Part, string What, string? Before, string? After)
{
    /// <summary>The change as a sentence of a list, e.g. <c>Logins: share of the score 25 % → 30 %</c>.</summary>
    public string Text => (Before, After) switch
    {
        (null, null) => $"{Part}: {What}",
        ({ } before, { } after) => $"{Part}: {What} {before} → {after}",
        (null, { } after) => $"{Part}: {What} {after}",
        ({ } before, null) => $"{Part}: {What}, was {before}",
    };
}
