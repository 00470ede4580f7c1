using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Models;

/// <summary>Kinds of score in addresses and on pages.</summary>
internal static class ModelWords
{
    public static IReadOnlyList<ScoreKind> Kinds { get; } = [ScoreKind.Health, ScoreKind.Risk, ScoreKind.Expansion];

    public static ScoreKind ParseKind(string? text) => Enum.TryParse<ScoreKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : ScoreKind.Health;

    public static string InAddress(this ScoreKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The question a score of this kind answers.</summary>
    public static string Question(this ScoreKind kind) => kind switch
    {
        ScoreKind.Risk => "How likely is the customer to leave? High is bad.",
        ScoreKind.Expansion => "How likely is the customer to grow? High is good.",
        _ => "Is the customer on track to its outcomes? High is good.",
    };

    /// <summary>With a capital, to begin a line.</summary>
    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
