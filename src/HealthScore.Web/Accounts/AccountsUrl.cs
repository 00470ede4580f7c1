using System.Globalization;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Web.Shared;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

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
    private const int FarthestRenewal = 3650;
    private const int MostIds = 1000;

    /// <summary>All accounts. Without anything behind it the address of the grid leads on to the view that somebody opens first.</summary>
    public const string All = "/accounts?all=1";

    public static string Of(AccountFilter filter) => Parts(filter).ToList() is { Count: > 0 } parts ? QueryHelpers.AddQueryString("/accounts", parts) : All;

    /// <summary>The parameters of its address, for a form that adds to them.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Parts(AccountFilter filter)
    {
        var parts = new Dictionary<string, string?>
        {
            ["q"] = filter.Search,
            ["ids"] = filter.Ids.Count == 0 ? null : string.Join(',', filter.Ids),
            ["band"] = filter.Bands.Count == 0 ? null : string.Join(',', filter.Bands.Select(Word)),
            ["risk"] = filter.RiskBands.Count == 0 ? null : string.Join(',', filter.RiskBands.Select(Word)),
            // A range over everything still leaves out what has no score.
            ["hmin"] = Score(filter.Health?.From, filter.Health is { To: >= ScoreRange.Most } ? -1 : 0),
            ["hmax"] = Score(filter.Health?.To, ScoreRange.Most),
            ["emin"] = Score(filter.Expansion?.From, filter.Expansion is { To: >= ScoreRange.Most } ? -1 : 0),
            ["emax"] = Score(filter.Expansion?.To, ScoreRange.Most),
            ["without"] = filter.Without?.ToString().ToLowerInvariant(),
            ["before"] = filter.BandBefore is { } before ? Word(before) : null,
            ["segment"] = Text(filter.SegmentId),
            ["stage"] = Text(filter.StageId),
            ["progress"] = filter.Progress is { } progress ? Word(progress) : null,
            ["owner"] = Text(filter.OwnerId),
            ["list"] = Text(filter.ListId),
            ["team"] = filter.Team,
            ["crossed"] = filter.Crossed?.ToString().ToLowerInvariant(),
            ["moved"] = filter.Moved?.ToString().ToLowerInvariant(),
            ["opened"] = AccountUrl.Text(filter.RiskAfter),
            ["reached"] = AccountUrl.Text(filter.MilestoneAfter),
            ["scored"] = filter switch { { IsNew: true } => "new", { IsNew: false } => "never", { IsScored: true } => "yes", { IsScored: false } => "no", _ => null },
            ["renewal"] = filter.RenewalAfter is { } later and > 0 ? $"{later}-{filter.RenewalWithin}" : Text(filter.RenewalWithin),
            ["sort"] = filter is { Sort: AccountSort.Health, Descending: false } ? null : (filter.Descending ? "-" : "") + Sorts.First(s => s.Value == filter.Sort).Key,
            ["after"] = filter.Cursor is { IsAhead: false, Place: { } after } ? after.ToString() : null,
            ["upto"] = filter.Cursor is { IsAhead: true } cursor ? cursor.Place?.ToString() ?? End : null,
        };
        return parts.Where(p => !string.IsNullOrEmpty(p.Value));
    }

    /// <summary>The filter that an address asks for.</summary>
    public static AccountFilter Read(IReadOnlyDictionary<string, StringValues> query)
    {
        var (after, within) = Renewal(Text("renewal"));
        var sort = Text("sort") is { } text && Sorts.ContainsKey(text.TrimStart('-')) ? text : "health";
        return new()
        {
            Search = Text("q"), Ids = Ids(Text("ids")), Bands = Bands(Text("band")), RiskBands = Bands(Text("risk")), BandBefore = Parse(Text("before")), Crossed = Crossed(Text("crossed")),
            Moved = Crossed(Text("moved")) is { } moved and not Crossing.Lost ? moved : null, RiskAfter = AccountUrl.Date(Text("opened")), MilestoneAfter = AccountUrl.Date(Text("reached")),
            Health = Range(Text("hmin"), Text("hmax")), Expansion = Range(Text("emin"), Text("emax")), Without = Without(Text("without")),
            SegmentId = Number(Text("segment")), StageId = Number(Text("stage")), Progress = Progress(Text("progress")), OwnerId = Number(Text("owner")), ListId = Number(Text("list")), Team = Text("team"), IsScored = IsScored(Text("scored")), IsNew = Text("scored") switch { "new" => true, "never" => false, _ => null },
            RenewalAfter = after, RenewalWithin = within, Sort = Sorts[sort.TrimStart('-')], Descending = sort.StartsWith('-'), Cursor = Cursor(Text("after"), Text("upto")),
        };

        string? Text(string name) => query.TryGetValue(name, out var values) && !string.IsNullOrWhiteSpace(values[0]) ? values[0] : null;
    }

    /// <summary>Numbers of accounts with commas between; what is none is left out.</summary>
    public static IReadOnlyList<long> Ids(string? text) =>
        [.. (text ?? "").Split(',').Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0).Distinct().Take(MostIds)];

    /// <summary>A number of the address; what is none, or out of reason, filters nothing.</summary>
    public static int? Number(string? text, int most = int.MaxValue) => AddressText.Number(text, most);

    /// <summary>What is no place leads to the first page.</summary>
    public static AccountCursor? Cursor(string? after, string? upTo) =>
        upTo == End ? new(IsAhead: true, null)
        : AccountPlace.Parse(upTo) is { } ahead ? new(IsAhead: true, ahead)
        : AccountPlace.Parse(after) is { } behind ? new(IsAhead: false, behind)
        : null;

    public static Crossing? Crossed(string? text) => text switch { "fell" => Crossing.Fell, "rose" => Crossing.Rose, "lost" => Crossing.Lost, _ => null };

    public static Progress? Progress(string? text) => text switch { "on_track" => Domain.Journeys.Progress.OnTrack, "behind" => Domain.Journeys.Progress.Behind, "stuck" => Domain.Journeys.Progress.Stuck, _ => null };

    public static string Word(Progress progress) => progress switch { Domain.Journeys.Progress.OnTrack => "on_track", Domain.Journeys.Progress.Behind => "behind", _ => "stuck" };

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

    /// <summary>A range of scores; null: everything is in it.</summary>
    public static ScoreRange? Range(string? from, string? to) =>
        Score(from) is var low && Score(to) is var high && (low ?? high) is null ? null : new(low ?? 0, high ?? ScoreRange.Most);

    /// <summary>In so many days, or between two numbers of days: 31-60.</summary>
    public static (int? After, int? Within) Renewal(string? text)
    {
        var parts = (text ?? "").Split('-');
        return parts.Length == 2 && Number(parts[0], FarthestRenewal) is { } after && Number(parts[1], FarthestRenewal) is { } to ? (after, to) : (null, Number(text, FarthestRenewal));
    }

    public static ScoreKind? Without(string? text) => text switch { "health" => ScoreKind.Health, "risk" => ScoreKind.Risk, "expansion" => ScoreKind.Expansion, _ => null };

    private static double? Score(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score) && score is >= 0 and <= ScoreRange.Most ? score : null;

    private static string? Score(double? score, double standard) => score is { } value && value != standard ? value.ToString("0.##", CultureInfo.InvariantCulture) : null;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
