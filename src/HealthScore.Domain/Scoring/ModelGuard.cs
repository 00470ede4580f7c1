using System.Globalization;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>Looks at a model with the eyes of those who have made many: whether its measures are few, there, telling, and different.</summary>
public static class ModelGuard
{
    /// <summary>People follow so many measures with weight.</summary>
    public const int MostMeasures = 8;

    /// <summary>Below this share of accounts with a value a measure has no data in the scope.</summary>
    public const double LeastCoverage = 0.05;

    /// <summary>From this share of accounts on with one and the same sub-score, in whole points, a measure hardly varies.</summary>
    public const double MostAlike = 0.95;

    /// <summary>Above this rank correlation, up or down, two measures say the same.</summary>
    public const double MostCorrelated = 0.9;

    /// <summary>With fewer accounts nothing is said of variation and correlation.</summary>
    public const int FewestAccounts = 20;

    // Enough to tell 0.9 from 0.89 most of the time, and quick for every pair.
    private const int MostRanked = 5000;

    /// <summary>All warnings, the model's first, then measure by measure.</summary>
    /// <param name="definition">The draft.</param>
    /// <param name="metrics">The catalogue, for names.</param>
    /// <param name="scope">What was measured of its scope; null: nothing yet, and only the number of measures is looked at.</param>
    /// <param name="culture">For numbers.</param>
    public static IReadOnlyList<GuardWarning> Check(ModelDefinition definition, IReadOnlyDictionary<string, Metric> metrics, MeasuredScope? scope, CultureInfo culture)
    {
        var warnings = new List<GuardWarning>();
        var weighted = definition.Dimensions.Where(d => d.Weight > 0).SelectMany(d => d.Measures).Where(m => m.Weight > 0).ToList();
        if (weighted.Count > MostMeasures)
            warnings.Add(new(GuardReason.TooManyMeasures, null, $"{weighted.Count} measures have weight. Past {MostMeasures} nobody can follow why a score moves, and each counts for little: keep those that tell most."));
        if (scope is null or { Accounts: 0 }) return warnings;
        foreach (var measure in definition.Measures)
        {
            if (!scope.Columns.TryGetValue(measure.Source, out var column)) continue;
            if (column.Coverage < LeastCoverage) warnings.Add(new(GuardReason.NoData, measure.Id, NoData(column, scope, culture)));
            else if (weighted.Contains(measure) && Alike(measure, column) is { } alike) warnings.Add(new(GuardReason.HardlyVaries, measure.Id, alike(culture)));
        }

        warnings.AddRange(Same(weighted, metrics, scope, culture));
        return warnings;
    }

    private static string NoData(ScopeColumn column, MeasuredScope scope, CultureInfo culture)
    {
        var has = column.Present.Count;
        var why = new[] { MeasureStatus.Silent, MeasureStatus.Stale }.FirstOrDefault(s => column.Count(s) > scope.Accounts / 2) switch
        {
            MeasureStatus.Silent => " Its source is silent: nobody sends it at present.",
            MeasureStatus.Stale => " What there is, is stale.",
            _ => "",
        };
        return string.Create(culture, $"{(has == 0 ? "No account" : $"Only {has:N0} of {scope.Accounts:N0} accounts")} in this scope {(has == 1 || has == 0 ? "has" : "have")} a value.{why} Bring in the data, or drop the measure.");
    }

    private static Func<CultureInfo, string>? Alike(MeasureDefinition measure, ScopeColumn column)
    {
        if (column.Present.Count < FewestAccounts) return null;
        var counts = new int[101];
        foreach (var value in column.Present.Values)
            if (measure.Curve.Map(value) is >= 0 and <= 100 and var subScore)
                counts[(int)Math.Round(subScore)]++;
        var most = counts.Max();
        var share = (double)most / column.Present.Count;
        return share >= MostAlike
            ? culture => string.Create(culture, $"{Math.Floor(share * 100):0} % of the accounts get the same sub-score, {Array.IndexOf(counts, most)}: it hardly tells them apart. Change its curve, or drop it.")
            : null;
    }

    private static IEnumerable<GuardWarning> Same(IReadOnlyList<MeasureDefinition> measures, IReadOnlyDictionary<string, Metric> metrics, MeasuredScope scope, CultureInfo culture)
    {
        for (var j = 1; j < measures.Count; j++)
            for (var i = 0; i < j; i++)
                if (scope.Correlation(measures[i].Source, measures[j].Source, FewestAccounts, MostRanked) is { } r && Math.Abs(r) > MostCorrelated)
                    yield return new(GuardReason.SaysTheSame, measures[j].Id, string.Create(culture,
                        $"It orders accounts {(r > 0 ? "like" : "just the other way round than")} {MeasureName.Of(measures[i], metrics)} does (rank correlation {Math.Round(r, 2):0.00}): the same thing counts twice. Keep one, or lower both weights."));
    }
}
