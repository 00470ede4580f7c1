using System.Runtime.InteropServices;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>
/// What was measured of the accounts of a scope as of a day, column by column: all that it takes to score them under any draft that
/// measures the same, without reading their data again. Filled by one thread, then read by one at a time.
/// </summary>
public sealed class MeasuredScope
{
    private readonly Dictionary<MeasureSource, MeasuredColumn> _columns;
    private readonly Dictionary<string, List<bool>> _riskEvents;
    private readonly List<double> _arr = [];
    private readonly List<ManualOverride?> _manual = [];
    private readonly MeasuredColumn[] _bySource;
    private readonly List<bool>[] _byRule;
    private readonly Dictionary<(MeasureSource, MeasureSource), double?> _correlations = [];

    /// <summary>Room for what a definition measures and the risk events its rules ask for.</summary>
    /// <param name="probe">See <see cref="Probe"/>: it measures each source once and has one rule for each type of risk event.</param>
    /// <param name="day">The day.</param>
    public MeasuredScope(ModelDefinition probe, DateOnly day)
    {
        Day = day;
        _columns = probe.Measures.ToDictionary(m => m.Source, _ => new MeasuredColumn());
        _bySource = [.. probe.Measures.Select(m => _columns[m.Source])];
        _riskEvents = probe.Rules.ToDictionary(r => r.RiskEvent!, _ => new List<bool>());
        _byRule = [.. probe.Rules.Select(r => _riskEvents[r.RiskEvent!])];
    }

    /// <summary>The day as of which was measured.</summary>
    public DateOnly Day { get; }

    /// <summary>How many accounts were measured.</summary>
    public int Accounts => _arr.Count;

    /// <summary>Of how many: more than <see cref="Accounts"/> when only a sample of the scope was measured.</summary>
    public int InScope { get; set; }

    /// <summary>Each account's annual recurring revenue.</summary>
    public ReadOnlySpan<double> Arr => CollectionsMarshal.AsSpan(_arr);

    /// <summary>The manual override in force for each account, if any.</summary>
    public IReadOnlyList<ManualOverride?> Manual => _manual;

    /// <summary>A definition that measures what another one measures, each source once, and asks for the same risk events. What it says besides is of no account.</summary>
    public static ModelDefinition Probe(ModelDefinition definition) => new()
    {
        Dimensions = [new("All", 1, [.. definition.Measures.Select(m => m.Source).Distinct().Select((s, i) => new MeasureDefinition { Id = $"m{i}", Source = s, Curve = new PointsCurve(new CurvePoint(0, 0)) })])],
        Rules = [.. RiskEvents(definition).Select(type => new Rule { RiskEvent = type, IsCap = true, Limit = 100 })],
    };

    /// <summary>True when all that a definition asks for was measured.</summary>
    public bool Covers(ModelDefinition definition) =>
        definition.Measures.All(m => _columns.ContainsKey(m.Source)) && RiskEvents(definition).All(_riskEvents.ContainsKey);

    /// <summary>Adds an account, measured by the probe, its ranks among peers included.</summary>
    public void Add(MeasuredDay account, decimal arr)
    {
        for (var j = 0; j < _bySource.Length; j++) _bySource[j].Add(account.Values[j]);
        for (var i = 0; i < _byRule.Length; i++) _byRule[i].Add(account.EventRules.Contains(i));
        _arr.Add((double)arr);
        _manual.Add(account.Manual);
    }

    /// <summary>The values of a source; null when it was not measured.</summary>
    public MeasuredColumn? Column(MeasureSource source) => _columns.GetValueOrDefault(source);

    /// <summary>The rank correlation of two sources (<see cref="RankCorrelation"/>), remembered: it takes longest of all; null when it is not known.</summary>
    internal double? Correlation(MeasureSource a, MeasureSource b, int fewest, int most)
    {
        if (Column(a) is not { } first || Column(b) is not { } second) return null;
        if (!_correlations.TryGetValue((a, b), out var known)) _correlations.Add((a, b), known = RankCorrelation.Of(first.Values, second.Values, fewest, most));
        return known;
    }

    /// <summary>Whether a risk event of a type is open, account by account.</summary>
    public IReadOnlyList<bool> IsOpen(string riskEvent) => _riskEvents[riskEvent];

    private static IEnumerable<string> RiskEvents(ModelDefinition definition) => definition.Rules.Select(r => r.RiskEvent).OfType<string>().Distinct();
}
