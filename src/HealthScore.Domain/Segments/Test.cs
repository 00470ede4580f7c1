using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Segments;

/// <summary>What the answer to a question must be.</summary>
public abstract record Test;

/// <summary>A text is, contains or starts with one of the values, capitals or not.</summary>
/// <param name="Match">How.</param>
/// <param name="Values">At least one.</param>
public sealed record TextTest(TextMatch Match, IReadOnlyList<string> Values) : Test;

/// <summary>A number compares with a value.</summary>
/// <param name="Comparison">How.</param>
/// <param name="Value">With what.</param>
public sealed record NumberTest(Comparison Comparison, double Value) : Test;

/// <summary>A day lies near today or far from it.</summary>
/// <param name="Match">How.</param>
/// <param name="Days">How many days, from 0; today is 0 days away.</param>
public sealed record NearTest(NearMatch Match, int Days) : Test;

/// <summary>A day lies before or after a calendar day, that day included.</summary>
/// <param name="IsAfter">True: on the day or later; false: on it or earlier.</param>
/// <param name="Day">The calendar day.</param>
public sealed record DayTest(bool IsAfter, DateOnly Day) : Test;

/// <summary>Yes or no.</summary>
/// <param name="Yes">Which.</param>
public sealed record YesTest(bool Yes) : Test;

/// <summary>Known or not; of a measure: with a value or without.</summary>
/// <param name="Known">Which.</param>
public sealed record KnownTest(bool Known) : Test;

/// <summary>How a text matches.</summary>
public enum TextMatch
{
    /// <summary>It is one of the values.</summary>
    Is = 1,

    /// <summary>It contains one.</summary>
    Contains = 2,

    /// <summary>It starts with one.</summary>
    StartsWith = 3,
}

/// <summary>How a day lies to today.</summary>
public enum NearMatch
{
    /// <summary>From today to so many days on.</summary>
    WithinNext = 1,

    /// <summary>From so many days ago to today.</summary>
    WithinLast = 2,

    /// <summary>Earlier than so many days ago.</summary>
    MoreThanAgo = 3,

    /// <summary>Later than so many days on.</summary>
    MoreThanAhead = 4,
}
