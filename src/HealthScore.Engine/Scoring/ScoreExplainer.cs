using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring;

/// <summary>Unpacks stored scores and puts them side by side with what their versions say.</summary>
internal sealed class ScoreExplainer(
    IReadOnlyDictionary<string, Metric> metrics, IReadOnlyDictionary<int, ScoringModelVersion> versions, IReadOnlyDictionary<int, ScoringModel> models, CultureInfo culture)
{
    /// <summary>With the versions of these scores, and their models.</summary>
    public static async Task<ScoreExplainer> ForAsync(HealthScoreDb db, IEnumerable<ScoreRow> scores, CultureInfo culture, CancellationToken ct)
    {
        var versionIds = scores.Select(s => s.VersionId).Distinct().ToList();
        var versions = await db.ScoringModelVersions.AsNoTracking().Where(v => versionIds.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        var modelIds = versions.Values.Select(v => v.ModelId).Distinct().ToList();
        var models = await db.ScoringModels.AsNoTracking().Where(m => modelIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, ct);
        return new(await db.Metrics.AsNoTracking().ToDictionaryAsync(m => m.Key, ct), versions, models, culture);
    }

    public ScoreView Explain(ScoreRow now, ScoreRow? before, Func<MeasureSource, MeasureValue>? asOfBefore)
    {
        var version = versions[now.VersionId];
        var definition = version.Definition;
        var stored = Explained(now);
        var earlier = before is null ? null : Values(before);
        var why = before is null ? null : Why(now, before, asOfBefore);
        var rules = RulesInWords(definition, stored.Rules);
        var reasons = why is null ? [] : Reasons(now, before!, why, asOfBefore);
        return new(
            now.Day, now.Kind, now.Provisional, now.Computed, now.Published, now.Band, stored.RawBand, now.Manual, now.Coverage, stored.Bounds,
            version.ModelId, models[version.ModelId].Name, version.Id, version.Number, version.Published, definition.Method, definition.Bands ?? BandThresholds.Default(now.Kind),
            now.Computed is null ? WithoutScore(definition, stored, now) : null,
            Dimensions(now, definition, stored, earlier), rules, before?.Day, now.Published - before?.Published, why,
            reasons, why is null ? null : Waterfall.Of(before!.Published!.Value, now.Published!.Value, reasons, culture));
    }

    /// <summary>Why a score moved, in words.</summary>
    public IReadOnlyList<Reason> Reasons(ScoreRow now, ScoreRow before, Func<MeasureSource, MeasureValue>? asOfBefore) =>
        Why(now, before, asOfBefore) is { } why ? Reasons(now, before, why, asOfBefore) : [];

    /// <summary>What holds a score down most, in words.</summary>
    public Standing? Standing(ScoreRow now)
    {
        var definition = versions[now.VersionId].Definition;
        var formula = ScoreFormula.Of(now.Kind, definition);
        var losses = definition.Measures.Zip(Explained(now).Measures).Select((m, j) => new MeasureLoss(
            MeasureName.Of(m.First, metrics), SourceName.Unit(m.First.Source, metrics), m.Second.Value, m.Second.Lost, formula.IsShort(j, m.Second.SubScore)));
        return Domain.Scoring.Standing.Of(losses, now.Computed, now.Published, Held(now), culture);
    }

    private WhyItMoved? Why(ScoreRow now, ScoreRow before, Func<MeasureSource, MeasureValue>? asOfBefore) =>
        WhyItMoved.Explain(Record(before), Record(now), now.Kind, versions[now.VersionId].Definition, asOfBefore);

    private IReadOnlyList<Reason> Reasons(ScoreRow now, ScoreRow before, WhyItMoved why, Func<MeasureSource, MeasureValue>? asOfBefore)
    {
        var earlier = Values(before);
        var later = Values(now);
        // What weighs nothing moves nothing, whether it came or went; side by side a dimension counts whatever its own weight.
        var definition = versions[now.VersionId].Definition;
        var moves = definition.Dimensions.Where(d => d.Weight > 0 || definition.Method == ScoringMethod.SideBySide)
            .SelectMany(d => d.Measures.Where(m => m.Weight > 0), (d, m) => (m.Id, Move: new MeasureMove(
                MeasureName.Of(m, metrics), SourceName.Unit(m.Source, metrics), Earlier(m.Source), later.GetValueOrDefault(m.Source), d.Name)))
            .ToDictionary(m => m.Id, m => m.Move);
        return Domain.Scoring.Reasons.Of(why, moves, new(Held(before), Held(now)), ModelMove.Of(By(before), By(now)), culture);

        double? Earlier(MeasureSource measure) =>
            earlier.TryGetValue(measure, out var stored) ? stored : asOfBefore?.Invoke(measure) is { IsOk: true } value ? value.Value : null;
    }

    private string WithoutScore(ModelDefinition definition, ExplainedScore stored, ScoreRow now) => NoScoreInWords.Of(
        [.. definition.Measures.Zip(stored.Measures).Where(m => m.First.Missing == MissingPolicy.Required && m.Second.SubScore is null).Select(m => MeasureName.Of(m.First, metrics))],
        now.Coverage, definition.MinCoverage, now.Published is not null, culture);

    private ScoredBy By(ScoreRow row) => new(models[versions[row.VersionId].ModelId], row.SegmentId, row.StageId);

    private List<string> Held(ScoreRow row) =>
        row.Manual ? [Domain.Scoring.Reasons.ByHand(row.Published, culture)] : RulesInWords(versions[row.VersionId].Definition, ScoreCodec.Read(row.Data).Rules);

    private ScoreRecord Record(ScoreRow row)
    {
        var stored = Explained(row);
        return new(row.VersionId, stored.Unrounded, row.Computed, row.Published,
            [.. versions[row.VersionId].Definition.Measures.Zip(stored.Measures, (m, s) => new MeasureRecord(m.Id, m.Source, s.Value, s.SubScore, s.Weight))]);
    }

    // By what was measured, so that a measure that was renamed between two versions is still recognised.
    private Dictionary<MeasureSource, double?> Values(ScoreRow row) => versions[row.VersionId].Definition.Measures
        .Zip(ScoreCodec.Read(row.Data).Values).DistinctBy(p => p.First.Source).ToDictionary(p => p.First.Source, p => p.Second.IsOk ? p.Second.Value : (double?)null);

    private ExplainedScore Explained(ScoreRow row) => ExplainedScore.Of(row, versions[row.VersionId].Definition);

    private List<DimensionLines> Dimensions(ScoreRow now, ModelDefinition definition, ExplainedScore stored, Dictionary<MeasureSource, double?>? earlier)
    {
        var (kind, shown) = (now.Kind, Shown(now, stored.Measures));
        var lines = new List<DimensionLines>();
        var formula = definition.Method == ScoringMethod.AllOrNone ? ScoreFormula.Of(kind, definition) : null;
        var at = 0;
        foreach (var dimension in definition.Dimensions)
        {
            var measures = dimension.Measures.Select(measure => (measure, at, shown: shown[at], part: stored.Measures[at++])).Select(m => new MeasureLine(
                m.measure.Id, MeasureName.Of(m.measure, metrics), SourceName.Unit(m.measure.Source, metrics), m.measure.Source, m.measure.Missing, MeasureInWords.Of(m.measure, metrics),
                m.part.Status, m.part.Value, m.part.SubScore, m.part.NominalWeight, m.part.Weight, m.part.Earned, m.part.Lost, m.shown.Earned, m.shown.Lost,
                earlier?.GetValueOrDefault(m.measure.Source), formula is null ? null : m.measure.Target, formula?.IsShort(m.at, m.part.SubScore) == true)).ToList();
            var score = stored.Dimensions[lines.Count];
            lines.Add(new(
                dimension.Name, score, score is { } s ? (definition.Bands ?? BandThresholds.Default(kind)).RawBand(kind, Rounding.Score(s)) : Band.Unknown, measures.Sum(m => m.NominalWeight), measures.Sum(m => m.Lost ?? 0),
                [.. measures.OrderByDescending(m => m.IsShort).ThenByDescending(m => kind == ScoreKind.Risk ? m.Earned : m.Lost).ThenByDescending(m => m.NominalWeight)]));
        }

        return [.. lines.OrderByDescending(line => line.Measures.Any(m => m.IsShort)).ThenByDescending(line => kind == ScoreKind.Risk ? line.Measures.Sum(m => m.Earned ?? 0) : line.Lost)];
    }

    // As shown, the points earned add up to the computed score and the points lost to what is missing to 100; without a score there are none.
    private static (double? Earned, double? Lost)[] Shown(ScoreRow now, MeasureScore[] measures)
    {
        if (now.Computed is not { } computed || Array.TrueForAll(measures, m => m.Earned is null)) return new (double?, double?)[measures.Length];
        var score = Math.Round(computed, Waterfall.Decimals, MidpointRounding.AwayFromZero);
        var earned = Apportion.Round(Array.ConvertAll(measures, m => m.Earned ?? 0), score, Waterfall.Decimals);
        var lost = Apportion.Round(Array.ConvertAll(measures, m => m.Lost ?? 0), 100 - score, Waterfall.Decimals);
        return [.. measures.Select((m, j) => (m.Earned is null ? (double?)null : earned[j], m.Lost is null ? (double?)null : lost[j]))];
    }

    private List<string> RulesInWords(ModelDefinition definition, IReadOnlyList<int> holding)
    {
        var names = definition.Measures.ToDictionary(m => m.Id, m => MeasureName.Of(m, metrics));
        return [.. holding.Select(i => definition.Rules[i]).Select(r => RuleInWords.Of(r, names, culture))];
    }
}
