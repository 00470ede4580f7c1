using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>Measured scopes for tests: accounts worth 100 each, with a value for each measure of the definition; NaN: none.</summary>
internal static class Scopes
{
    public static MeasuredScope Of(ModelDefinition definition, IEnumerable<double[]> accounts, MeasureStatus without = MeasureStatus.Missing)
    {
        var all = accounts.ToList();
        return new()
        {
            Day = Given.Today,
            InScope = all.Count,
            Arr = [.. all.Select(_ => 100.0)],
            Columns = definition.Measures.Select((m, j) => (m.Source, Values: all.Select(a => a[j]).ToArray())).ToDictionary(
                c => c.Source, c => new ScopeColumn(c.Values, [.. c.Values.Select(v => double.IsNaN(v) ? without : MeasureStatus.Ok)])),
            RiskEvents = MeasuredScope.RiskEventsOf(definition).ToDictionary(type => type, _ => new bool[all.Count]),
            Manual = new ManualOverride?[all.Count],
        };
    }
}
