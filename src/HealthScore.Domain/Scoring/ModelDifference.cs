using System.Globalization;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>
/// What changed from one definition of a model to another, in words and numbers. Weights are compared as what they do:
/// multiplying all of a dimension's weights by ten is no difference.
/// </summary>
public sealed class ModelDifference
{
    private const string Model = "Model";
    private readonly List<ModelChange> _changes = [];
    private readonly ScoreKind _kind;
    private readonly IReadOnlyDictionary<string, Metric> _metrics;
    private readonly Dictionary<string, Placed> _before;
    private readonly Dictionary<string, Placed> _after;
    private readonly Dictionary<string, string> _renamed;

    private ModelDifference(ModelDefinition before, ModelDefinition after, ScoreKind kind, IReadOnlyDictionary<string, Metric> metrics) =>
        (_kind, _metrics, _before, _after, _renamed) = (kind, metrics, Place(kind, before), Place(kind, after), Renamed(before, after));

    /// <summary>The differences, from the model's settings to dimensions, measures and rules; none when both score alike and are described alike.</summary>
    /// <param name="before">The definition before.</param>
    /// <param name="after">The definition after.</param>
    /// <param name="kind">The model's kind: it decides the default thresholds and their colours.</param>
    /// <param name="metrics">The catalogue by key, for names; a metric that is not in it is called by its key.</param>
    public static IReadOnlyList<ModelChange> Between(ModelDefinition before, ModelDefinition after, ScoreKind kind, IReadOnlyDictionary<string, Metric> metrics)
    {
        var difference = new ModelDifference(before, after, kind, metrics);
        difference.CompareSettings(before, after);
        difference.CompareDimensions(before, after);
        difference.CompareMeasures();
        difference.CompareOrder(before, after);
        difference.CompareRules(before, after);
        return difference._changes;
    }

    private void CompareSettings(ModelDefinition before, ModelDefinition after)
    {
        var (was, now) = (before.Bands ?? BandThresholds.Default(_kind), after.Bands ?? BandThresholds.Default(_kind));
        Note(Model, "method", DefinitionInWords.Method(before.Method), DefinitionInWords.Method(after.Method));
        Note(Model, "minimum coverage", Percent(before.MinCoverage), Percent(after.MinCoverage));
        Note(Model, _kind == ScoreKind.Risk ? "red from" : "green from", DefinitionInWords.Number(was.High), DefinitionInWords.Number(now.High));
        Note(Model, "yellow from", DefinitionInWords.Number(was.Middle), DefinitionInWords.Number(now.Middle));
        Note(Model, "margin", DefinitionInWords.Number(before.Margin), DefinitionInWords.Number(after.Margin));
        Note(Model, "dwell in days", DefinitionInWords.Number(before.Dwell), DefinitionInWords.Number(after.Dwell));
        Note(Model, "note", before.Note, after.Note);
    }

    private void CompareDimensions(ModelDefinition before, ModelDefinition after)
    {
        var (was, now) = (DimensionShares(_kind, before), DimensionShares(_kind, after));
        foreach (var (old, name) in _renamed) Note(old, "renamed", old, name);
        foreach (var (name, share) in was.Where(d => !now.ContainsKey(Now(d.Key)))) _changes.Add(new(name, "dimension removed", Percent(share), null));
        foreach (var (name, share) in now.Where(d => !was.Keys.Select(Now).Contains(d.Key))) _changes.Add(new(name, "dimension added with", null, Percent(share)));
        foreach (var (name, share) in was.Where(d => now.ContainsKey(Now(d.Key)))) NoteShare(Now(name), "share of the score", share, now[Now(name)]);
        foreach (var dimension in after.Dimensions)
            if (before.Dimensions.FirstOrDefault(d => Now(d.Name) == dimension.Name) is { } old) Note(dimension.Name, "note", old.Note, dimension.Note);
    }

    private void CompareMeasures()
    {
        foreach (var old in _before.Where(m => !_after.ContainsKey(m.Key)).Select(m => m.Value)) _changes.Add(new(Name(old.Measure), "measure removed", Percent(old.Share), null));
        foreach (var added in _after.Where(m => !_before.ContainsKey(m.Key)).Select(m => m.Value))
            _changes.Add(new(Name(added.Measure), $"measure added to {added.Dimension} with", null, $"{Percent(added.Share)} ({Source(added.Measure)}; {DefinitionInWords.Curve(added.Measure.Curve)})"));
        foreach (var (id, now) in _after.Where(m => _before.ContainsKey(m.Key))) CompareMeasure(_before[id], now);
    }

    private void CompareMeasure(Placed was, Placed now)
    {
        var (before, after, part) = (was.Measure, now.Measure, Name(now.Measure));
        Note(part, "dimension", Now(was.Dimension), now.Dimension);
        // Inside a dimension without weight of its own, or one whose weight moved the other way, the share of the score hides the change.
        if (!NoteShare(part, "share of the score", was.Share, now.Share)) NoteShare(part, "share of its dimension", was.Inside, now.Inside);
        Note(part, "name", before.Name, after.Name);
        Note(part, "source", Source(before), Source(after));
        Note(part, "curve", DefinitionInWords.Curve(before.Curve), DefinitionInWords.Curve(after.Curve));
        Note(part, "when missing", DefinitionInWords.Missing(before.Missing), DefinitionInWords.Missing(after.Missing));
        Note(part, "target", DefinitionInWords.Number(before.Target), DefinitionInWords.Number(after.Target));
        Note(part, "note", before.Note, after.Note);
    }

    private void CompareOrder(ModelDefinition before, ModelDefinition after)
    {
        NoteOrder(Model, "order of dimensions", before.Dimensions.Select(d => Now(d.Name)), after.Dimensions.Select(d => d.Name));
        foreach (var now in after.Dimensions)
            if (before.Dimensions.FirstOrDefault(d => Now(d.Name) == now.Name) is { } was)
                NoteOrder(now.Name, "order of measures", was.Measures.Select(m => m.Id), now.Measures.Select(m => m.Id));
    }

    private void CompareRules(ModelDefinition before, ModelDefinition after)
    {
        var names = _before.Concat(_after).GroupBy(m => m.Key).ToDictionary(g => g.Key, g => Name(g.Last().Value.Measure));
        var gone = before.Rules.ToList();
        foreach (var rule in after.Rules)
        {
            var same = gone.FindIndex(r => r with { Note = rule.Note } == rule);
            if (same < 0)
            {
                _changes.Add(new("Rule", "added:", null, Words(rule)));
                continue;
            }

            Note($"Rule {Words(rule)}", "note", gone[same].Note, rule.Note);
            gone.RemoveAt(same);
        }

        foreach (var rule in gone) _changes.Add(new("Rule", "removed", Words(rule), null));

        string Words(Rule rule) => RuleInWords.Of(rule, names, CultureInfo.InvariantCulture);
    }

    private void Note(string part, string what, string? before, string? after)
    {
        if (before != after) _changes.Add(new(part, what, before, after));
    }

    private void NoteOrder(string part, string what, IEnumerable<string> before, IEnumerable<string> after)
    {
        var (was, now) = (before.ToList(), after.ToList());
        var (kept, stayed) = (was.Where(now.Contains).ToList(), now.Where(was.Contains).ToList());
        if (!kept.SequenceEqual(stayed)) _changes.Add(new(part, what, string.Join(", ", kept), string.Join(", ", stayed)));
    }

    private bool NoteShare(string part, string what, double before, double after)
    {
        // Below this, floating point speaks, not a person.
        if (Math.Abs(before - after) < 1e-9) return false;
        var digits = Percent(before) == Percent(after) ? 7 : 2;
        _changes.Add(new(part, what, Percent(before, digits), Percent(after, digits)));
        return true;
    }

    private string Now(string dimension) => _renamed.GetValueOrDefault(dimension, dimension);

    private string Name(MeasureDefinition measure) => MeasureName.Of(measure, _metrics);

    private string Source(MeasureDefinition measure)
    {
        var words = Name(measure with { Name = null });
        var hidesWindow = measure.Source is MetricSource { Aggregation: Aggregation.Ratio or Aggregation.Percentile or Aggregation.DaysSince };
        return hidesWindow ? string.Create(CultureInfo.InvariantCulture, $"{words}, {((MetricSource)measure.Source).Window} days") : words;
    }

    private static string Percent(double share, int digits = 2) =>
        (share * 100).ToString("0." + new string('#', digits), CultureInfo.InvariantCulture) + " %";

    // A dimension that is gone while most of its measures stand under a new name was renamed.
    private static Dictionary<string, string> Renamed(ModelDefinition before, ModelDefinition after)
    {
        var renamed = new Dictionary<string, string>();
        var added = after.Dimensions.Where(d => before.Dimensions.All(b => b.Name != d.Name)).ToList();
        foreach (var gone in before.Dimensions.Where(d => after.Dimensions.All(a => a.Name != d.Name)))
        {
            var heir = added.MaxBy(d => Common(gone, d));
            if (heir is null || Common(gone, heir) * 2 <= gone.Measures.Count) continue;
            renamed[gone.Name] = heir.Name;
            added.Remove(heir);
        }

        return renamed;

        static int Common(Dimension a, Dimension b) => a.Measures.Select(m => m.Id).Intersect(b.Measures.Select(m => m.Id)).Count();
    }

    private static Dictionary<string, double> DimensionShares(ScoreKind kind, ModelDefinition definition)
    {
        var shares = new Dictionary<string, double>();
        var placed = Place(kind, definition).Values;
        foreach (var dimension in definition.Dimensions) shares[dimension.Name] = placed.Where(m => m.Dimension == dimension.Name).Sum(m => m.Share);
        return shares;
    }

    private static Dictionary<string, Placed> Place(ScoreKind kind, ModelDefinition definition)
    {
        var measures = definition.Dimensions.SelectMany(d => d.Measures.Zip(WeightShares.Of([.. d.Measures.Select(m => m.Weight)]), (m, inside) => (d.Name, Measure: m, Inside: inside / 100)));
        var placed = new Dictionary<string, Placed>();
        // A draft may name two measures alike until it is mended; the first stands for both.
        foreach (var ((dimension, measure, inside), share) in measures.Zip(ScoreFormula.Of(kind, definition).Nominal.ToArray())) placed.TryAdd(measure.Id, new(dimension, measure, share, inside));
        return placed;
    }

    private sealed record Placed(string Dimension, MeasureDefinition Measure, double Share, double Inside);
}
