using HealthScore.Domain.Primitives;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>The checks that entries of people have in common. Each adds an error at the field that is wrong.</summary>
internal static class EntryChecks
{
    public const int LongestText = 2000;

    /// <summary>A longer look back is an import's business.</summary>
    public const int FarthestBack = 366;

    public static void Past(this List<Error> problems, string field, DateOnly day, DateOnly today)
    {
        if (day > today) problems.Add(new("day_in_future", "This day is still to come. Choose today or a day before.", field));
        else if (day < today.AddDays(-FarthestBack)) problems.Add(new("day_too_early", "This day is more than a year ago. Import what is older.", field));
    }

    public static void Text(this List<Error> problems, string field, string? text)
    {
        if (text?.Length > LongestText) problems.Add(new("too_long", $"At most {LongestText} characters, and these are {text.Length}.", field));
        if (text?.Contains('\0', StringComparison.Ordinal) == true) problems.Add(new("no_text", "There is a character in it that is no text. Type it anew.", field));
    }

    public static void Needed(this List<Error> problems, string field, string? text, string message)
    {
        if (string.IsNullOrWhiteSpace(text)) problems.Add(new("needed", message, field));
        problems.Text(field, text);
    }

    public static void Percent(this List<Error> problems, string field, double? value)
    {
        if (value is not (>= 0 and <= 100)) problems.Add(new("not_0_to_100", "Write a number from 0 to 100.", field));
    }

    /// <summary>What was typed, or nothing.</summary>
    public static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
