using System.Globalization;
using HealthScore.Engine.MyDay;
using HealthScore.Web.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace HealthScore.Web.MyDay;

/// <summary>What the page shows, as it stands in the address.</summary>
internal static class MyDayUrl
{
    /// <summary>How many accounts at first: what fits a morning.</summary>
    public const int Shown = 20;

    public const int Most = ReadMyDay.MostRows;

    public static MyDayView Nothing { get; } = new(
        HealthScore.Engine.MyDay.Whose.All, [], null, new(), false, null, false, new(0, 0), new([], 0), new([], 0), [], new([], 0), new([], 0), new([], 0), new([], 0), new([], 0));

    public static string Of(Whose whose, int show = Shown, bool why = false, long? snooze = null, long? snoozed = null)
    {
        var parts = new Dictionary<string, string?>
        {
            ["whose"] = whose.ToString().ToLowerInvariant(),
            ["show"] = show == Shown ? null : show.ToString(CultureInfo.InvariantCulture),
            ["why"] = why ? "1" : null,
            ["snooze"] = snooze?.ToString(CultureInfo.InvariantCulture),
            ["snoozed"] = snoozed?.ToString(CultureInfo.InvariantCulture),
        };
        return QueryHelpers.AddQueryString("/my-day", parts.Where(p => p.Value is not null));
    }

    /// <summary>From when on something is new, in words: yesterday, or on a Monday Friday.</summary>
    /// <param name="eve">The day before.</param>
    /// <param name="today">The organisation's day.</param>
    public static string Since(DateOnly eve, DateOnly today) => (today.DayNumber - eve.DayNumber) switch
    {
        <= 2 => "yesterday",
        <= 7 => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(eve.AddDays(1).DayOfWeek),
        _ => Formats.ShortDay(eve.AddDays(1)),
    };

    /// <summary>Null for what is none.</summary>
    public static Whose? Whose(string? text) => text switch
    {
        "mine" => HealthScore.Engine.MyDay.Whose.Mine,
        "team" => HealthScore.Engine.MyDay.Whose.Team,
        "all" => HealthScore.Engine.MyDay.Whose.All,
        _ => null,
    };
}
