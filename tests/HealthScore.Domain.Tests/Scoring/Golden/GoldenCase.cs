using System.Text.Json;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Tests.Scoring.Twin;

namespace HealthScore.Domain.Tests.Scoring.Golden;

/// <summary>A case as its file tells it. The README of the cases is the format; what is not in it is refused.</summary>
internal sealed class GoldenCase
{
    private readonly Dictionary<string, int> _names = [];
    private readonly Dictionary<WorldAccount, Timeline> _timelines = [];
    private long _entry;

    private GoldenCase() { }

    public World World { get; } = new();
    public IReadOnlyList<JsonElement> Expects { get; private set; } = [];

    public static GoldenCase Load(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenFolder.Path, file)));
        var golden = new GoldenCase();
        return StrictJson.Read(document.RootElement, file, json =>
        {
            golden.Read(json);
            return golden;
        });
    }

    public WorldAccount Account(string id) => World.Accounts.Single(a => a.Id == id);

    /// <summary>The name behind an id of a segment or stage.</summary>
    public string? NameOf(int? id) => id is { } i ? _names.Single(n => n.Value == i).Key : null;

    private void Read(StrictJson json)
    {
        json.Has("why");
        World.Metrics.AddRange(json.Objects("metrics", Metric));
        World.Accounts.AddRange(json.Objects("accounts", Account));
        foreach (var reading in json.List("readings")) Reading(reading, $"{json}.readings");
        foreach (var account in World.Accounts) Settle(account);
        json.Objects("goals", Goal);
        json.Objects("milestones", Milestone);
        json.Objects("responses", Response);
        json.Objects("referrals", j => Do(() => Of(j).Referrals.Add(Day(j, "day"))));
        json.Objects("touches", j => Do(() => Of(j).Touches.Add(Day(j, "day"))));
        json.Objects("pulses", Pulse);
        json.Objects("risk_events", RiskEvent);
        json.Objects("overrides", Override);
        foreach (var model in json.List("models")) Model(model.GetRawText());
        World.Days.AddRange(Days(json));
        Expects = [.. json.List("expects").Select(e => e.Clone())];
    }

    private Metric Metric(StrictJson json)
    {
        var (id, kind) = (json.Text("id"), Enum.Parse<MetricKind>(json.Text("kind"), ignoreCase: true));
        return new(id, id, kind, (int?)json.Number("freshness"), (short)++_entry);
    }

    private WorldAccount Account(StrictJson json)
    {
        var account = new WorldAccount(json.Text("id"));
        account.History.Start = json.Day("start") ?? DateOnly.MaxValue;
        account.History.Churned = json.Day("churned");
        account.History.Renewals.AddRange(json.List("renewals").Select(StrictJson.DayOf));
        _timelines[account] = new(json.Get("segment")?.Clone(), json.Get("stage")?.Clone());
        return account;
    }

    private void Reading(JsonElement entry, string path)
    {
        if (entry.ValueKind == JsonValueKind.Array)
        {
            entry.GetArrayLength().Should().Be(4, "a reading is [account, metric, day, value]");
            Keep(entry[0].GetString()!, entry[1].GetString()!, StrictJson.DayOf(entry[2]), entry[3]);
            return;
        }
        StrictJson.Read(entry, path, json =>
        {
            var (account, metric, day) = (json.Text("account"), json.Text("metric"), Day(json, "from"));
            foreach (var value in json.List("values"))
            {
                Keep(account, metric, day, value);
                day = day.AddDays(1);
            }
            return true;
        });
    }

    private void Keep(string account, string metric, DateOnly day, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Null) Account(account).Readings[(World.Metrics.Single(m => m.Key == metric).Id, day)] = value.GetDouble();
    }

    // A segment or stage that is but a name was always so; days in stage are then counted from the first day.
    private void Settle(WorldAccount account)
    {
        var history = account.History;
        if (account.Readings.Count > 0) history.FirstReading = account.Readings.Keys.Min(k => k.Day);
        var (segments, stages) = (Entries(_timelines[account].Segment, history.FirstDay), Entries(_timelines[account].Stage, history.FirstDay));
        foreach (var day in segments.Concat(stages).Select(e => e.From).Distinct().Order())
            history.States.Add(new() { From = day, SegmentId = At(segments, day), StageId = At(stages, day) });
    }

    private List<(DateOnly From, int? Id)> Entries(JsonElement? timeline, DateOnly firstDay) => timeline switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } name => [(firstDay, IdOf(name.GetString()))],
        { } history => [.. history.EnumerateArray().Select(e => (StrictJson.DayOf(e[0]), IdOf(e[1].GetString())))],
    };

    private static int? At(List<(DateOnly From, int? Id)> entries, DateOnly day) =>
        entries.Where(e => e.From <= day).OrderBy(e => e.From).LastOrDefault().Id;

    private int? IdOf(string? name) => name is null ? null : _names.TryGetValue(name, out var id) ? id : _names[name] = _names.Count + 1;

    private bool Goal(StrictJson json)
    {
        var goal = new Goal
        {
            Id = ++_entry,
            Name = "",
            Importance = (int)(json.Number("importance") ?? 3),
            Opened = Day(json, "opened"),
            Closed = json.Day("closed"),
            Baseline = json.Number("baseline") ?? 0,
            Target = json.Number("target") ?? 100,
        };
        Of(json).Goals.Add(goal);
        foreach (var figure in json.List("progress"))
            Of(json).Progress.Add(new() { GoalId = goal.Id, Id = ++_entry, Day = StrictJson.DayOf(figure[0]), Value = figure[1].GetDouble() });
        return true;
    }

    private bool Milestone(StrictJson json) => Do(() => Of(json).Milestones.Add(new()
    {
        Name = "",
        StageId = IdOf(json.Text("stage"))!.Value,
        IsRequired = json.Flag("required") ?? true,
        Due = Day(json, "due"),
        Done = json.Day("done"),
    }));

    private bool Response(StrictJson json) => Do(() => Of(json).Responses.Add(new()
    {
        Id = ++_entry,
        Survey = json.Text("survey"),
        Contact = json.Text("contact"),
        Day = Day(json, "day"),
        Score = json.Number("score")!.Value,
    }));

    private bool Pulse(StrictJson json) => Do(() => Of(json).Pulses.Add(new()
    {
        Id = ++_entry,
        Day = Day(json, "day"),
        Score = json.Number("score")!.Value,
        Expires = json.Day("expires"),
    }));

    private bool RiskEvent(StrictJson json) => Do(() => Of(json).RiskEvents.Add(new()
    {
        Type = json.Text("type"),
        Opened = Day(json, "opened"),
        Closed = json.Day("closed"),
    }));

    private bool Override(StrictJson json) => Do(() => Of(json).Overrides.Add(new()
    {
        Id = ++_entry,
        Kind = Enum.Parse<ScoreKind>(json.Text("kind"), ignoreCase: true),
        From = Day(json, "from"),
        To = Day(json, "to"),
        Band = Enum.Parse<Band>(json.Text("band"), ignoreCase: true),
        Score = json.Number("score")!.Value,
        Reason = json.TextOrNull("reason") ?? "",
        By = "",
    }));

    private void Model(string text)
    {
        var read = ModelJson.Read(text);
        var document = read.IsOk ? read.Value : throw new FormatException($"a model of the case: {string.Join(" ", read.Errors.Select(e => e.Message))}");
        var (segment, stage) = (IdOf(document.Segment), IdOf(document.Stage));
        var model = World.Models.Find(m => (m.Kind, m.SegmentId, m.StageId) == (document.Kind, segment, stage));
        if (model is null) World.Models.Add(model = new(document.Kind, segment, stage, ""));
        model.Versions.Add(new()
        {
            Id = World.Models.Sum(m => m.Versions.Count) + 1,
            Number = document.Version ?? model.Versions.Count + 1,
            Published = document.Published ?? DateOnly.MinValue,
            PublishedBy = "",
            Reason = "",
            Definition = document.Definition,
        });
    }

    private static IEnumerable<DateOnly> Days(StrictJson json)
    {
        if (json.Get("days") is { ValueKind: JsonValueKind.Object } range)
            return StrictJson.Read(range, $"{json}.days", j =>
            {
                var (from, to) = (Day(j, "from"), Day(j, "to"));
                return Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);
            });
        return json.List("days").Select(StrictJson.DayOf);
    }

    private AccountHistory Of(StrictJson json) => Account(json.Text("account")).History;

    private static DateOnly Day(StrictJson json, string key) => json.Day(key) ?? throw new FormatException($"{json}.{key} is missing");

    private static bool Do(Action action)
    {
        action();
        return true;
    }

    private sealed record Timeline(JsonElement? Segment, JsonElement? Stage);
}
