namespace HealthScore.Domain.Primitives;

/// <summary>How a number is compared with one that a person wrote.</summary>
public enum Comparison
{
    /// <summary>&lt;</summary>
    Less = 1,

    /// <summary>≤</summary>
    AtMost = 2,

    /// <summary>&gt;</summary>
    Greater = 3,

    /// <summary>≥</summary>
    AtLeast = 4,

    /// <summary>=</summary>
    Equal = 5,
}

/// <summary>What a comparison means.</summary>
public static class Comparisons
{
    /// <summary>True when it holds, forgiving what floating point leaves behind. A value that is no number meets none.</summary>
    public static bool Holds(this Comparison comparison, double value, double than) => !double.IsNaN(value) && comparison switch
    {
        Comparison.Less => !Compare.AtLeast(value, than),
        Comparison.AtMost => Compare.AtLeast(than, value),
        Comparison.Greater => !Compare.AtLeast(than, value),
        Comparison.AtLeast => Compare.AtLeast(value, than),
        Comparison.Equal => Compare.AreEqual(value, than),
        _ => throw new InvalidOperationException($"no such comparison: {comparison}"),
    };

    /// <summary>As people write it between a name and a number, e.g. <c>at least</c>.</summary>
    public static string InWords(this Comparison comparison) => comparison switch
    {
        Comparison.Less => "below",
        Comparison.AtMost => "at most",
        Comparison.Greater => "above",
        Comparison.AtLeast => "at least",
        _ => "equal to",
    };
}
