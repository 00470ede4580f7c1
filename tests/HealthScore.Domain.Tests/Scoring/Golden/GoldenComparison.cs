using System.Globalization;
using System.Text.Json;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Tests.Scoring.Twin;

namespace HealthScore.Domain.Tests.Scoring.Golden;

/// <summary>Compares a row of a case's expectations with what came out: only the fields that it names, numbers to 1e-9, null being no value.</summary>
internal sealed class GoldenComparison(GoldenCase golden)
{
    private readonly List<string> _differences = [];

    /// <summary>What differs, a line each.</summary>
    public IReadOnlyList<string> Differences => _differences;

    public void Compare(JsonElement expected, Func<WorldAccount, ScoreKind, IReadOnlyList<Row>> rowsOf) =>
        StrictJson.Read(expected, "expects", json =>
        {
            var (account, kind, day) = (golden.Account(json.Text("account")), Enum.Parse<ScoreKind>(json.Text("kind"), ignoreCase: true), json.Day("day")!.Value);
            var at = golden.World.Days.IndexOf(day);
            var row = at >= 0 ? rowsOf(account, kind)[at] : throw new FormatException($"{day:yyyy-MM-dd} is not among the days to score");
            Compare(json, row, $"{account.Id} {kind} {day:yyyy-MM-dd}");
            return true;
        });

    private void Compare(StrictJson json, Row row, string at)
    {
        if (json.Flag("scored") is { } scored) Same(scored, row.Scored, $"{at} scored");
        Number(json, "computed", row.Computed, at);
        Number(json, "published", row.Published, at);
        Number(json, "unrounded", row.Unrounded, at);
        Number(json, "coverage", row.Coverage, at);
        Colour(json, "raw_band", row.RawBand, at);
        Colour(json, "band", row.Band, at);
        if (json.Flag("manual") is { } manual) Same(manual, row.Manual, $"{at} manual");
        if (json.Has("bounds")) Bounds(json.Get("bounds"), row.Bounds, $"{at} bounds");
        if (json.Get("rules") is { } rules)
            Same(string.Join(',', rules.EnumerateArray().Select(r => r.GetInt32())), string.Join(',', row.Rules), $"{at} rules");
        if (json.Get("model") is { } model) StrictJson.Read(model, $"{at} model", j => Model(j, row.Version, $"{at} model"));
        json.Each("measures", (id, j) => Measure(j, MeasureOf(row, id), $"{at} {id}"));
        json.Each("dimensions", (name, j) => Dimension(j, DimensionOf(row, name), $"{at} {name}"));
        if (!json.Has("moved")) return;
        if (json.Get("moved") is not { } moved) Same(true, row.Moved is null, $"{at} moved: no split");
        else StrictJson.Read(moved, $"{at} moved", j => Moved(j, row.Moved, $"{at} moved"));
    }

    private void Bounds(JsonElement? expected, ScoreBounds? actual, string at)
    {
        Number(expected?[0] is { ValueKind: JsonValueKind.Number } low ? low.GetDouble() : null, actual?.Low, $"{at} low");
        Number(expected?[1] is { ValueKind: JsonValueKind.Number } high ? high.GetDouble() : null, actual?.High, $"{at} high");
    }

    private bool Model(StrictJson json, ScoringModelVersion? version, string at)
    {
        var model = golden.World.Models.Find(m => version is not null && m.Versions.Contains(version));
        if (json.Has("segment")) Same(json.TextOrNull("segment"), golden.NameOf(model?.SegmentId), $"{at} segment");
        if (json.Has("stage")) Same(json.TextOrNull("stage"), golden.NameOf(model?.StageId), $"{at} stage");
        Number(json, "version", version?.Number, at);
        return true;
    }

    private static MeasureScore? MeasureOf(Row row, string id)
    {
        var at = row.Version?.Definition.Measures.Select(m => m.Id).ToList().IndexOf(id) ?? -1;
        return at >= 0 ? row.Measures[at] : null;
    }

    private static DimensionScore? DimensionOf(Row row, string name)
    {
        var at = row.Version?.Definition.Dimensions.Select(d => d.Name).ToList().IndexOf(name) ?? -1;
        return at >= 0 ? row.Dimensions[at] : null;
    }

    private void Measure(StrictJson json, MeasureScore? measure, string at)
    {
        if (json.Has("status")) Same(json.TextOrNull("status"), measure?.Status.ToString().ToLowerInvariant(), $"{at} status");
        Number(json, "value", measure?.Value, at);
        Number(json, "sub_score", measure?.SubScore, at);
        Weight(json, "nominal_weight", measure?.NominalWeight, at);
        Weight(json, "weight", measure?.Weight, at);
        Weight(json, "earned", measure?.Earned, at);
        Weight(json, "lost", measure?.Lost, at);
    }

    private void Dimension(StrictJson json, DimensionScore? dimension, string at)
    {
        Number(json, "score", dimension?.Score, at);
        Colour(json, "band", dimension?.Band ?? Band.Unknown, at);
    }

    private bool Moved(StrictJson json, Moved? moved, string at)
    {
        if (json.Has("from")) Same(json.Day("from"), moved?.From, $"{at} from");
        Number(json, "change", moved?.Change, at);
        Number(json, "model", moved?.Model, at);
        Number(json, "data", moved?.Data, at);
        Number(json, "override", moved?.Override, at);
        foreach (var input in json.Get("inputs")?.EnumerateObject() ?? default)
            Number(
                input.Value.ValueKind == JsonValueKind.Null ? null : input.Value.GetDouble(),
                moved is not null && moved.Inputs.TryGetValue(input.Name, out var points) ? points : null,
                $"{at} input {input.Name}");
        return true;
    }

    private void Number(StrictJson json, string key, double? actual, string at)
    {
        if (json.Has(key)) Number(json.Number(key), actual, $"{at} {key}");
    }

    // Without a weight, or with one of 0: the contract tells neither apart.
    private void Weight(StrictJson json, string key, double? actual, string at)
    {
        if (json.Has(key)) Number(json.Number(key) ?? 0, actual ?? 0, $"{at} {key}");
    }

    private void Number(double? expected, double? actual, string at)
    {
        if (expected is { } e && actual is { } a ? Math.Abs(e - a) > 1e-9 * Math.Max(1, Math.Abs(e)) : expected is null != actual is null)
            _differences.Add($"{at}: expected {Text(expected)}, was {Text(actual)}");
    }

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "null";

    private void Colour(StrictJson json, string key, Band actual, string at)
    {
        if (json.Has(key)) Same(json.TextOrNull(key) ?? "unknown", actual.ToString().ToLowerInvariant(), $"{at} {key}");
    }

    private void Same<T>(T expected, T actual, string at)
    {
        if (!Equals(expected, actual)) _differences.Add($"{at}: expected {expected}, was {actual}");
    }
}
