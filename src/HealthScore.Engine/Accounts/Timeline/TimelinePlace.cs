using System.Globalization;

namespace HealthScore.Engine.Accounts.Timeline;

/// <summary>A place between two entries of a timeline, as it stands in an address.</summary>
public readonly record struct TimelinePlace(DateOnly Day, TimelineKind Kind, string Key)
{
    /// <summary>Null when the text is none.</summary>
    public static TimelinePlace? Parse(string? text) =>
        text?.Split('~', 3) is [var day, var kind, var key]
        && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d)
        && Enum.TryParse<TimelineKind>(kind, out var k) && Enum.IsDefined(k) && !key.Contains('\0', StringComparison.Ordinal)
            ? new(d, k, key) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}~{(int)Kind}~{Key}");
}
