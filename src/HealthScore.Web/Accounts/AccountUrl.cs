using System.Globalization;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts.Timeline;
using Microsoft.AspNetCore.WebUtilities;

namespace HealthScore.Web.Accounts;

/// <summary>What an account's page shows, as it stands in its address.</summary>
/// <param name="Id">The account.</param>
/// <param name="Kind">The score that is looked at.</param>
/// <param name="Day">The day the page is of; null: the last one.</param>
/// <param name="Since">The day it is compared with; null: thirty days before.</param>
/// <param name="Back">How many days the trend goes back.</param>
/// <param name="Measure">The measure that is open.</param>
/// <param name="Show">The part of the timeline that is shown; null: all of it.</param>
/// <param name="Behind">The page of the timeline; null: the first.</param>
public sealed record AccountUrl(long Id, ScoreKind Kind, DateOnly? Day, DateOnly? Since, int Back, string? Measure, TimelinePart? Show, TimelinePlace? Behind)
{
    /// <summary>How far back a trend may go.</summary>
    public static IReadOnlyList<(int Days, string Name)> Ranges { get; } = [(90, "3 months"), (180, "6 months"), (365, "1 year")];

    private const int UsualBack = 180;

    public static AccountUrl Parse(long id, string? kind, string? day, string? since, string? back, string? measure, string? show, string? behind)
    {
        var (to, from) = (Date(day), Date(since));
        // Whoever names the later day first means the same two days.
        if (from > to) (to, from) = (from, to);
        return new(
            id, kind switch { "risk" => ScoreKind.Risk, "expansion" => ScoreKind.Expansion, _ => ScoreKind.Health }, to, from,
            AccountsUrl.Number(back) is { } days && Ranges.Any(r => r.Days == days) ? days : UsualBack, measure is { Length: > 0 and < 200 } ? measure : null,
            TimelinePart.All.FirstOrDefault(p => p.Key == show), TimelinePlace.Parse(behind));
    }

    /// <summary>The address.</summary>
    public string Href => QueryHelpers.AddQueryString(string.Create(CultureInfo.InvariantCulture, $"/accounts/{Id}"), new Dictionary<string, string?>
    {
        ["kind"] = Kind == ScoreKind.Health ? null : KindWord,
        ["day"] = Text(Day),
        ["since"] = Text(Since),
        ["days"] = Back == UsualBack ? null : Back.ToString(CultureInfo.InvariantCulture),
        ["measure"] = Measure,
        ["show"] = Show?.Key,
        ["behind"] = Behind?.ToString(),
    }.Where(p => p.Value is not null));

    /// <summary>The kind as it stands in an address.</summary>
    public string KindWord => Kind.ToString().ToLowerInvariant();

    /// <summary>The kind as people call it.</summary>
    public string KindName => Kind.ToString();

    /// <summary>The address with <c>{day}</c> in place of the day, for scripts; the page of the timeline is another one on another day.</summary>
    public string DayTemplate => Template((this with { Day = null, Behind = null }).Href, "day");

    /// <summary>The same for the day to compare with.</summary>
    public string SinceTemplate => Template((this with { Since = null }).Href, "since");

    /// <summary>A day as it stands in an address.</summary>
    public static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Template(string href, string name) => $"{href}{(href.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={{day}}";

    /// <summary>A day of the address; null for what is none.</summary>
    public static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1991 and <= 2100 ? day : null;
}
