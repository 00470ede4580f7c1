using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>Measured scopes for tests: a value for each measure of the definition and account, NaN for none.</summary>
internal static class Scopes
{
    public static MeasuredScope Of(ModelDefinition definition, IEnumerable<double[]> accounts, Action<int, MeasuredDay>? also = null)
    {
        var probe = MeasuredScope.Probe(definition);
        var sources = definition.Measures.Select(m => m.Source).Distinct().ToList();
        var model = new CompiledModel(1, ScoreKind.Health, probe, Given.Metrics(definition), new Dictionary<short, SourceCalendar>());
        var (scope, day, number) = (new MeasuredScope(probe, Given.Today), new MeasuredDay(), 0);
        foreach (var values in accounts)
        {
            day.Begin(model, Given.Today, null, null);
            foreach (var (measure, value) in definition.Measures.Zip(values)) day.Values[sources.IndexOf(measure.Source)] = MeasureValue.Of(value);
            also?.Invoke(number++, day);
            scope.Add(day, 100);
        }

        scope.InScope = scope.Accounts;
        return scope;
    }
}
