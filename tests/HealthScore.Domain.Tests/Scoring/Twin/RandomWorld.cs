using HealthScore.Domain.Primitives;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring.Twin;

/// <summary>
/// Worlds drawn from a seed: small numbers, short windows and many gaps, so that ties, silence, staleness and thresholds
/// met exactly are the rule and not the exception.
/// </summary>
internal sealed class RandomWorld(int seed)
{
    private static readonly DateOnly s_origin = new(2024, 2, 1);
    private readonly Random _random = new(seed);
    // Of its own, so that worlds without calculated metrics stay what they were.
    private readonly Random _calculated = new(~seed);
    private readonly World _world = new();
    private bool _isAboutBands;
    private long _entry;

    public World Draw()
    {
        for (short i = 1; i <= 5; i++) _world.Metrics.Add(new($"m{i}", "", i <= 3 ? MetricKind.Count : MetricKind.Gauge, _random.Next(1, i <= 3 ? 6 : 20), i));
        Calculated();
        _isAboutBands = Maybe(4);
        // Percentiles need twenty peers; most worlds are faster without.
        var isCrowd = !_isAboutBands && Maybe(4);
        var accounts = isCrowd ? _random.Next(19, 30) : _random.Next(1, 4);
        for (var i = 0; i < accounts; i++) _world.Accounts.Add(Account(i, isCrowd));
        foreach (var kind in World.Kinds)
            foreach (var (segment, stage) in new (int?, int?)[] { (null, null), (1, null), (null, 1), (1, 1) })
                if (segment is null && stage is null ? _random.Next(8) > 0 : _random.Next(3) == 0) _world.Models.Add(Model(kind, segment, stage));
        var day = s_origin.AddDays(_random.Next(20, 40));
        for (var i = _isAboutBands ? 15 : _random.Next(3, 12); i > 0; i--)
        {
            _world.Days.Add(day);
            day = day.AddDays(!_isAboutBands && Maybe(5) ? _random.Next(2, 9) : 1);
        }
        return _world;
    }

    // A count and a gauge of what is brought in, and one of each of what is calculated.
    private void Calculated()
    {
        string[] counts = ["m1 + m2", "m1 - m2", "m1 + m2 - 0.5 * m3", "max(m1, m2, m3)", "min(m1, 3)", "m2 / 4", "-m1"];
        string[] gauges = ["m4 - m5", "m4 / m5", "rolling(m1, 3, mean)", "rolling(m4, 5, max) + 1", "rolling(m1 + m2, 7, sum) / rolling(m3, 2, sum)", "m1 / m2", "rolling(m2, 4, min) - m4", "m5 * 2", "100 / m4", "rolling(rolling(m1, 2, sum), 3, mean)"];
        Add("c1", MetricKind.Count, counts);
        Add("c2", MetricKind.Gauge, gauges);
        Add("c3", MetricKind.Count, ["c1 + m3", "c1 * 2", "m1 - c1"]);
        Add("c4", MetricKind.Gauge, ["c2 - 1", "rolling(c1, 4, sum)", "c2 / m4", "rolling(c2, 3, mean)", "c3 / c1", "min(c2, m5)"]);

        void Add(string key, MetricKind kind, string[] expressions) =>
            _world.Metrics.Add(new(key, "", kind, _calculated.Next(1, 9), (short)(_world.Metrics.Count + 1)) { Expression = expressions[_calculated.Next(expressions.Length)] });
    }

    private WorldAccount Account(int number, bool isOfCrowd)
    {
        var account = new WorldAccount($"a{number}");
        var history = account.History;
        history.Start = Day(0, 40);
        history.Churned = Maybe(6) ? Day(25, 60) : null;
        var density = isOfCrowd || _isAboutBands ? 0.8 : _random.NextDouble();
        foreach (var metric in _world.Metrics.Where(m => m.Expression is null))
        {
            var (from, to, isLively) = (_random.Next(0, 30), _random.Next(20, 60), Maybe(2));
            for (var d = from; d < to; d++)
                if (_random.NextDouble() < density * (isLively || isOfCrowd || _isAboutBands ? 1 : 0.2)) account.Readings[(metric.Id, s_origin.AddDays(d))] = Value();
        }
        history.FirstReading = account.Readings.Count > 0 ? account.Readings.Keys.Min(k => k.Day) : null;
        if (!isOfCrowd || Maybe(9)) States(history);
        Facts(history);
        return account;
    }

    private void States(AccountHistory history)
    {
        for (var day = Maybe(3) ? Day(0, 10) : s_origin.AddDays(-10); day < s_origin.AddDays(60); day = day.AddDays(_random.Next(3, 40)))
            history.States.Add(new() { From = day, SegmentId = Maybe(2) ? 1 : null, StageId = Maybe(4) ? null : _random.Next(1, 3) });
    }

    private void Facts(AccountHistory history)
    {
        Times(3, () => history.Renewals.Add(Day(10, 80)));
        Times(4, () => history.Referrals.Add(Day(0, 50)));
        Times(8, () => history.Touches.Add(Day(0, 50)));
        Times(6, () => history.Responses.Add(new() { Id = Entry(), Survey = Maybe(3) ? "csat" : "nps", Contact = $"c{_random.Next(3)}", Day = Day(15, 50), Score = _random.Next(11) }));
        Times(4, () => history.Pulses.Add(new() { Id = Entry(), Day = Day(15, 50), Score = _random.Next(101), Expires = Maybe(2) ? Day(20, 55) : null }));
        Times(4, () => history.Milestones.Add(new() { Name = "", StageId = _random.Next(1, 3), IsRequired = !Maybe(4), Due = Day(15, 55), Done = Maybe(2) ? Day(15, 55) : null, Entered = Maybe(2) ? Day(0, 50) : null }));
        Times(3, () => history.RiskEvents.Add(new() { Type = Maybe(2) ? "merger" : "payment_failed", Opened = Day(10, 45), Closed = Maybe(2) ? Day(20, 50) : null }));
        Times(3, () =>
        {
            var from = Day(15, 50);
            history.Overrides.Add(new() { Id = Entry(), Kind = Pick(World.Kinds), From = from, To = from.AddDays(_random.Next(0, 10)), Band = (Band)_random.Next(1, 4), Score = _random.Next(101), Reason = "", By = "" });
        });
        Times(3, () =>
        {
            var goal = new Accounts.Goal { Id = Entry(), Name = "", Importance = _random.Next(1, 6), Opened = Day(0, 45), Closed = Maybe(3) ? Day(25, 50) : null, Baseline = _random.Next(3) * 10, Target = Pick([5.0, 50, 100]) };
            history.Goals.Add(goal);
            Times(4, () => history.Progress.Add(new() { GoalId = goal.Id, Id = Entry(), Day = Day(10, 50), Value = _random.Next(-5, 120) }));
        });
    }

    private ScoringModel Model(ScoreKind kind, int? segment, int? stage)
    {
        var model = new ScoringModel(kind, segment, stage, "");
        for (var number = 1; number <= _random.Next(1, 4); number++)
            model.Versions.Add(new()
            {
                Id = (int)Entry(),
                Number = number,
                Published = Maybe(2) ? s_origin : Day(18, 50),
                PublishedBy = "",
                Reason = "",
                Definition = Definition(),
            });
        return model;
    }

    private ModelDefinition Definition()
    {
        if (_isAboutBands)
            return Given.Model(Given.Measure("x1") with { Source = new MetricSource("m4", Aggregation.Mean, 1) }) with { Margin = Pick([0, 3, 2.5, 10]), Dwell = _random.Next(1, 5) };
        var dimensions = new List<Dimension>();
        var measures = 0;
        for (var d = _random.Next(1, 4); d > 0; d--)
            dimensions.Add(new($"d{d}", Weight(), [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Measure($"x{++measures}"))]));
        return new()
        {
            Method = Maybe(2) ? ScoringMethod.Weighted : Pick([ScoringMethod.AllOrNone, ScoringMethod.SideBySide]),
            MinCoverage = Pick([0, 0, 0.25, 0.5, 0.9]),
            Bands = Maybe(2) ? null : new(_random.Next(50, 90), _random.Next(10, 50)),
            Margin = Pick([0, 3, 2.5, 10]),
            Dwell = _random.Next(1, 5),
            Dimensions = dimensions,
            Rules = [.. Enumerable.Range(0, _random.Next(0, 4)).Select(_ => Rule(measures))],
        };
    }

    private MeasureDefinition Measure(string id) => new()
    {
        Id = id,
        Source = Maybe(4) ? new DerivedSource((DerivedMeasure)_random.Next(1, 10), _random.Next(1, 40)) : Metric(),
        Curve = Curve(),
        Weight = Weight(),
        Missing = Maybe(12) ? MissingPolicy.Required : Pick([MissingPolicy.Redistribute, MissingPolicy.Redistribute, MissingPolicy.Neutral, MissingPolicy.Zero]),
        Target = Pick([0, 40, 50, 100]),
    };

    private MetricSource Metric()
    {
        var (aggregation, isCount) = ((Aggregation)_random.Next(1, 12), Maybe(2));
        var (metric, by) = isCount ? (_random.Next(1, 4), _random.Next(1, 4)) : (_random.Next(4, 6), _random.Next(4, 6));
        return new(Key(metric), aggregation, Pick([1, 2, 3, 5, 7, 14, 30]), aggregation == Aggregation.Ratio ? Key(by) : null);

        string Key(int number) => _calculated.Next(3) > 0 ? $"m{number}" : isCount ? Calculated("c1", "c3") : Calculated("c2", "c4");

        string Calculated(string one, string other) => _calculated.Next(2) == 0 ? one : other;
    }

    private Curve Curve() => _random.Next(6) switch
    {
        0 => new PassCurve(Pick([0, 1, 2, 0.5, 50]), Maybe(2)),
        1 => new BandsCurve([1, 2, 10], [_random.Next(101), _random.Next(101), _random.Next(101), _random.Next(101)]),
        2 => new PointsCurve(new CurvePoint(0, _random.Next(101)), new CurvePoint(1.5, _random.Next(101)), new CurvePoint(60, _random.Next(101))),
        3 => new PointsCurve(new CurvePoint(-100, 0), new CurvePoint(100, 100)),
        // Everyday values lie about the thresholds of the bands.
        _ => new PointsCurve(new CurvePoint(0, 25), new CurvePoint(10, 85)),
    };

    private Rule Rule(int measures) => (Maybe(2) ? new Rule { RiskEvent = Maybe(2) ? "merger" : "payment_failed" }
        : new() { MeasureId = $"x{_random.Next(measures) + 1}", Comparison = (Comparison)_random.Next(1, 6), Value = _random.Next(5) })
        with { IsCap = Maybe(2), Limit = Pick([20, 35.125, 50, 66.666, 80]) };

    private double Value() => _isAboutBands ? _random.Next(50, 160) / 2.0 : _random.Next(6) switch
    {
        0 => 0,
        1 => _random.Next(-3, 4),
        2 => _random.Next(-30, 60) / 10.0,
        _ => _random.Next(0, 10),
    };

    private double Weight() => Pick([0, 1, 1, 2, 3, 0.1, 0.35]);

    private DateOnly Day(int from, int to) => s_origin.AddDays(_random.Next(from, to));

    private bool Maybe(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(ReadOnlySpan<T> from) => from[_random.Next(from.Length)];

    private long Entry() => ++_entry;

    private void Times(int most, Action action)
    {
        for (var i = _random.Next(most + 1); i > 0; i--) action();
    }
}
