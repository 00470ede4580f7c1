using System.Globalization;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using Microsoft.AspNetCore.WebUtilities;

namespace HealthScore.Web.Accounts;

/// <summary>The accounts grid's filter as it stands in the address: what a figure links to, and what the grid reads.</summary>
public static class AccountsUrl
{
    public static IReadOnlyDictionary<string, AccountSort> Sorts { get; } = new Dictionary<string, AccountSort>
    {
        ["health"] = AccountSort.Health, ["name"] = AccountSort.Name, ["change"] = AccountSort.Change, ["arr"] = AccountSort.Arr,
        ["renewal"] = AccountSort.Renewal, ["risk"] = AccountSort.Risk, ["expansion"] = AccountSort.Expansion,
    };

    private const string End = "end";

    public static string Of(AccountFilter filter)
    {
        var parts = new Dictionary<string, string?>
        {
            ["q"] = filter.Search,
            ["band"] = filter.Bands.Count == 0 ? null : string.Join(',', filter.Bands.Select(Word)),
            ["before"] = filter.BandBefore is { } before ? Word(before) : null,
            ["segment"] = Text(filter.SegmentId),
            ["stage"] = Text(filter.StageId),
            ["owner"] = Text(filter.OwnerId),
            ["team"] = filter.Team,
            ["crossed"] = filter.Crossed?.ToString().ToLowerInvariant(),
            ["scored"] = filter.IsScored switch { true => "yes", false => "no", _ => null },
            ["renewal"] = Text(filter.RenewalWithin),
            ["sort"] = filter is { Sort: AccountSort.Health, Descending: false } ? null : (filter.Descending ? "-" : "") + Sorts.First(s => s.Value == filter.Sort).Key,
            ["after"] = filter.Cursor is { IsAhead: false, Place: { } after } ? after.ToString() : null,
            ["upto"] = filter.Cursor is { IsAhead: true } cursor ? cursor.Place?.ToString() ?? End : null,
        };
        return QueryHelpers.AddQueryString("/accounts", parts.Where(p => !string.IsNullOrEmpty(p.Value)));
    }

    /// <summary>A number of the address; what is none, or out of reason, filters nothing.</summary>
    public static int? Number(string? text, int most = int.MaxValue) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    /// <summary>What is no place leads to the first page.</summary>
    public static AccountCursor? Cursor(string? after, string? upTo) =>
        upTo == End ? new(IsAhead: true, null)
        : AccountPlace.Parse(upTo) is { } ahead ? new(IsAhead: true, ahead)
        : AccountPlace.Parse(after) is { } behind ? new(IsAhead: false, behind)
        : null;

    public static Crossing? Crossed(string? text) => text switch { "fell" => Crossing.Fell, "rose" => Crossing.Rose, _ => null };

    public static bool? IsScored(string? text) => text switch { "yes" => true, "no" => false, _ => null };

    /// <summary>Names no band, or nothing readable: no filter.</summary>
    public static IReadOnlyList<Band> Bands(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries).Select(Parse).OfType<Band>().Distinct()];

    public static Band? Parse(string? word) => word switch
    {
        "red" => Band.Red,
        "yellow" => Band.Yellow,
        "green" => Band.Green,
        "none" => Band.Unknown,
        _ => null,
    };

    public static string Word(Band band) => band == Band.Unknown ? "none" : band.ToString().ToLowerInvariant();

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
