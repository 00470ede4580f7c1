using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>
/// What was measured of the accounts of a scope as of a day, column by column: all that it takes to score them under any draft that
/// measures the same, without reading their data again. For one thread at a time.
/// </summary>
public sealed class MeasuredScope
{
    private readonly Dictionary<(MeasureSource, MeasureSource), double?> _correlations = [];

    /// <summary>The day as of which was measured.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How many accounts were measured.</summary>
    public int Accounts => Arr.Count;

    /// <summary>Of how many: more than <see cref="Accounts"/> when only a sample of the scope was measured.</summary>
    public required int InScope { get; init; }

    /// <summary>Each account's annual recurring revenue. What stands at one index of all lists is one account's.</summary>
    public required IReadOnlyList<double> Arr { get; init; }

    /// <summary>The values, ranks among peers included, by what they measure.</summary>
    public required IReadOnlyDictionary<MeasureSource, ScopeColumn> Columns { get; init; }

    /// <summary>Whether a risk event is open, by its type.</summary>
    public required IReadOnlyDictionary<string, bool[]> RiskEvents { get; init; }

    /// <summary>The manual override in force, if any.</summary>
    public required IReadOnlyList<ManualOverride?> Manual { get; init; }

    /// <summary>The types of risk event that a definition's rules ask for.</summary>
    public static IEnumerable<string> RiskEventsOf(ModelDefinition definition) => definition.Rules.Select(r => r.RiskEvent).OfType<string>().Distinct();

    /// <summary>True when all that a definition asks for was measured.</summary>
    public bool Covers(ModelDefinition definition) =>
        definition.Measures.All(m => Columns.ContainsKey(m.Source)) && RiskEventsOf(definition).All(RiskEvents.ContainsKey);

    /// <summary>The rank correlation of two sources (<see cref="RankCorrelation"/>), remembered, for it takes longest of all; null when it is not known.</summary>
    internal double? Correlation(MeasureSource a, MeasureSource b, int fewest, int most)
    {
        if (!Columns.TryGetValue(a, out var first) || !Columns.TryGetValue(b, out var second)) return null;
        if (!_correlations.TryGetValue((a, b), out var known)) _correlations.Add((a, b), known = RankCorrelation.Of(first.Values, second.Values, fewest, most));
        return known;
    }
}
