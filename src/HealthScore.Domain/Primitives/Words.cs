using System.Text.Json;

namespace HealthScore.Domain.Primitives;

/// <summary>The words of the JSON formats.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static string Of(Comparison comparison) => comparison switch
    {
        Comparison.Less => "<",
        Comparison.AtMost => "<=",
        Comparison.Greater => ">",
        Comparison.AtLeast => ">=",
        _ => "=",
    };

    public static Comparison? ComparisonOf(string op) => op switch
    {
        "<" => Comparison.Less,
        "<=" or "≤" => Comparison.AtMost,
        ">" => Comparison.Greater,
        ">=" or "≥" => Comparison.AtLeast,
        "=" or "==" => Comparison.Equal,
        _ => null,
    };
}
