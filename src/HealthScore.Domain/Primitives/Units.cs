namespace HealthScore.Domain.Primitives;

/// <summary>Units as they stand behind a value. The catalogue names many of a thing: "tickets".</summary>
public static class Units
{
    private static readonly Dictionary<string, string> s_irregular = new(StringComparer.Ordinal) { ["people"] = "person", ["children"] = "child" };

    /// <summary>The unit of one: "ticket" for "tickets". What is no plural in small letters, such as "GB", "%" or "h", stays as it is.</summary>
    /// <param name="unit">As the catalogue has it.</param>
    /// <param name="value">The value before it.</param>
    public static string Behind(string unit, double value)
    {
        if (value != 1) return unit;
        if (s_irregular.TryGetValue(unit, out var one)) return one;
        // What stands behind the noun stays: "tickets per seat", "days late".
        var end = unit.IndexOf(' ', StringComparison.Ordinal) is var blank and >= 0 ? blank : unit.Length;
        return One(unit[..end]) + unit[end..];
    }

    private static string One(string many) => many switch
    {
        { Length: < 4 } => many,
        _ when !many.All(char.IsAsciiLetterLower) || !many.EndsWith('s') || EndsIn(many, "ss", "us", "is") => many,
        _ when EndsIn(many, "ies") => many[..^3] + "y",
        _ when EndsIn(many, "sses", "xes", "ches", "shes", "zes") => many[..^2],
        _ => many[..^1],
    };

    private static bool EndsIn(string text, params string[] endings) => endings.Any(e => text.EndsWith(e, StringComparison.Ordinal));
}
