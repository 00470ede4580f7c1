using HealthScore.Domain.Metrics;
using HealthScore.Domain.Metrics.Calculated;

namespace HealthScore.Domain.Tests.Scoring.Twin;

/// <summary>The readings of a calculated metric, day by day and in decimals, as the contract says it: every day of the past anew.</summary>
/// <param name="world">Its metrics.</param>
/// <param name="hasSource">Whether a count metric had a source on a day, as of a day.</param>
internal sealed class SlowCalculated(World world, Func<Metric, DateOnly, DateOnly, bool> hasSource)
{
    private readonly Dictionary<(string, WorldAccount, DateOnly), List<(DateOnly Day, decimal Value)>> _known = [];

    /// <summary>A metric's readings as of a day, in day order, calculated or not.</summary>
    public List<(DateOnly Day, decimal Value)> Readings(Metric metric, WorldAccount account, DateOnly asOf)
    {
        if (_known.TryGetValue((metric.Key, account, asOf), out var known)) return known;
        if (metric.Expression is null)
            return [.. account.Readings.Where(r => r.Key.Metric == metric.Id && r.Key.Day <= asOf).OrderBy(r => r.Key.Day).Select(r => (r.Key.Day, (decimal)r.Value))];
        var expression = Read(metric);
        List<(DateOnly, decimal)> readings = [];
        for (var day = account.History.FirstDay; day <= asOf; day = day.AddDays(1))
            if (IsRead(expression, account, day, asOf) && Value(expression, account, day, asOf) is { } value) readings.Add((day, value));
        return _known[(metric.Key, account, asOf)] = readings;
    }

    /// <summary>The metrics of a kind that are brought in and that it needs, directly or not: itself, when it is brought in.</summary>
    public IEnumerable<Metric> Needs(Metric metric, MetricKind kind) =>
        metric.Expression is null ? metric.Kind == kind ? [metric] : [] : Read(metric).Metrics.SelectMany(m => Needs(Of(m), kind)).Distinct();

    // Every day of a count is one with something to read, a day of a gauge only when it has a reading.
    private bool IsRead(Expression expression, WorldAccount account, DateOnly day, DateOnly asOf) => expression switch
    {
        NumberTerm => false,
        MetricTerm m when Of(m).Kind == MetricKind.Gauge => Readings(Of(m), account, asOf).Exists(r => r.Day == day),
        MetricTerm => Value(expression, account, day, asOf) is not null,
        BinaryTerm b => IsRead(b.Left, account, day, asOf) || IsRead(b.Right, account, day, asOf),
        RollingTerm r => IsRead(r.Of, account, day, asOf) && Value(r.Of, account, day, asOf) is not null,
        _ => throw new NotSupportedException(),
    };

    private decimal? Value(Expression expression, WorldAccount account, DateOnly day, DateOnly asOf) => expression switch
    {
        NumberTerm n => (decimal)n.Value,
        MetricTerm m => Value(Of(m), account, day, asOf),
        BinaryTerm b => Value(b, Value(b.Left, account, day, asOf), Value(b.Right, account, day, asOf)),
        RollingTerm r => Rolling(r, account, day, asOf),
        _ => throw new NotSupportedException(),
    };

    private decimal? Value(Metric metric, WorldAccount account, DateOnly day, DateOnly asOf)
    {
        var readings = Readings(metric, account, asOf);
        if (metric.Kind == MetricKind.Count)
            return day < account.History.FirstDay || !Needs(metric, MetricKind.Count).All(m => hasSource(m, day, asOf)) ? null : readings.Where(r => r.Day == day).Sum(r => r.Value);
        var stands = readings.Where(r => r.Day <= day && r.Day >= day.AddDays(-metric.Freshness)).ToList();
        return stands.Count == 0 ? null : stands[^1].Value;
    }

    private static decimal? Value(BinaryTerm binary, decimal? a, decimal? b) => binary.Operator switch
    {
        _ when a is null || b is null => null,
        Operator.Add => a + b,
        Operator.Subtract => a - b,
        Operator.Multiply => a * b,
        Operator.Divide => b == 0 ? null : a / b,
        Operator.Least => Math.Min(a.Value, b.Value),
        _ => Math.Max(a.Value, b.Value),
    };

    private decimal? Rolling(RollingTerm rolling, WorldAccount account, DateOnly day, DateOnly asOf)
    {
        var ofCount = IsCount(rolling.Of);
        if (ofCount && Value(rolling.Of, account, day, asOf) is null) return null;
        var values = Enumerable.Range(0, rolling.Days).Select(i => day.AddDays(-i))
            .Where(d => d >= account.History.FirstDay && IsRead(rolling.Of, account, d, asOf))
            .Select(d => Value(rolling.Of, account, d, asOf)).OfType<decimal>().ToList();
        return values.Count == 0 ? null : rolling.By switch
        {
            RollingBy.Mean => values.Sum() / values.Count,
            RollingBy.Sum => values.Sum(),
            RollingBy.Min => values.Min(),
            _ => values.Max(),
        };
    }

    private bool IsCount(Expression expression) => expression switch
    {
        MetricTerm m => Of(m).Kind == MetricKind.Count,
        BinaryTerm b => b.Operator == Operator.Divide ? IsCount(b.Left) && !IsCount(b.Right) : IsCount(b.Left) || IsCount(b.Right),
        _ => false,
    };

    private Metric Of(MetricTerm term) => world.Metrics.Single(m => m.Key == term.Key);

    private Expression Read(Metric metric) => CheckedExpression.Of(metric.Expression!, world.Metrics.ToDictionary(m => m.Key), metric.Key).Expression!;
}
