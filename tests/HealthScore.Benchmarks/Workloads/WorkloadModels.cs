using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using static HealthScore.Benchmarks.Workloads.WorkloadMetrics;

namespace HealthScore.Benchmarks.Workloads;

/// <summary>A health model for each segment and stage: the same twenty measures, other curves and weights.</summary>
internal static class WorkloadModels
{
    public const double Green = 75, Yellow = 50, Margin = 2;

    private const int WeightPurpose = 5000;

    private static readonly double[] Total = [50, 300, 1200, 5000], Level = [4, 16, 64, 256], Trend = [-60, -10, 10, 60], Change = [-50, -25, 0, 25];
    private static readonly double[] Rank = [10, 35, 60, 90], Rising = [0, 40, 75, 100], Falling = [100, 70, 30, 0];

    /// <summary>In their order; <c>Scales</c>: the curve grows with segment and stage; <c>Bad</c>: less is better.</summary>
    private static readonly (string Id, MetricSource Source, double[] X, bool Scales, bool Bad)[] Measures =
    [
        ("logins_total", Of(Logins, Aggregation.Sum, 30), Total, true, false),
        ("users_week", Of(ActiveUsers, Aggregation.Mean, 7), Level, true, false),
        ("users_month", Of(ActiveUsers, Aggregation.Mean, 30), Level, true, false),
        ("users_trend", Of(ActiveUsers, Aggregation.Slope, 90), Trend, false, false),
        ("logins_trend", Of(Logins, Aggregation.Slope, 90), Trend, false, false),
        ("users_change", Of(ActiveUsers, Aggregation.Change, 7), Change, false, false),
        ("api_total", Of(ApiCalls, Aggregation.Sum, 30), Total, true, false),
        ("api_change", Of(ApiCalls, Aggregation.Change, 30), Change, false, false),
        ("reports_total", Of(Reports, Aggregation.Sum, 30), Total, true, false),
        ("seats_share", Of(SeatsUsed, Aggregation.Ratio, 90) with { By = Key(SeatsBought) }, [0.25, 0.5, 1, 2], false, false),
        ("tickets_total", Of(Tickets, Aggregation.Sum, 30), Total, true, true),
        ("minutes_total", Of(Minutes, Aggregation.Sum, 90), [150, 900, 3600, 15000], true, false),
        ("survey_last", Of(Survey, Aggregation.Last, 90), Level, true, false),
        ("breadth_mean", Of(Breadth, Aggregation.Mean, 90), Level, true, false),
        ("invoices_last", Of(Invoices, Aggregation.Last, 90), Level, true, true),
        ("invoices_most", Of(Invoices, Aggregation.Max, 30), [8, 32, 128, 400], true, true),
        ("contact_days", Of(Contact, Aggregation.DaysSince, 90), [3, 14, 45, 80], false, true),
        ("login_days", Of(Logins, Aggregation.ActiveDays, 30), [5, 12, 20, 27], false, false),
        ("api_rank", Of(ApiCalls, Aggregation.Percentile, 30), Rank, false, false),
        ("reports_rank", Of(Reports, Aggregation.Percentile, 30), Rank, false, false),
    ];

    public static IEnumerable<ScoringModel> Create(DateOnly published)
    {
        for (var segment = 1; segment <= Workload.Segments; segment++)
            for (var stage = 1; stage <= Workload.Stages; stage++)
            {
                var model = new ScoringModel(ScoreKind.Health, segment, stage, $"Health {segment}-{stage}");
                model.Versions.Add(new()
                {
                    Number = 1, Published = published, PublishedAt = new(published, default, TimeSpan.Zero), PublishedBy = "Workload", Reason = "To be measured.",
                    Definition = Definition(segment, stage),
                });
                yield return model;
            }
    }

    /// <summary>One dimension, so that a statement in SQL can weigh it in one step.</summary>
    public static ModelDefinition Definition(int segment, int stage) => new()
    {
        Bands = new(Green, Yellow),
        Margin = Margin,
        Dimensions = [new("Health", 1, [.. Measures.Select((m, i) => new MeasureDefinition
        {
            Id = m.Id,
            Source = m.Source,
            Weight = 1 + (int)(Chance.Of(segment * Workload.Stages + stage, WeightPurpose + i) % 10),
            Curve = new PointsCurve([.. m.X.Select((x, k) => new CurvePoint(x * (m.Scales ? Scale(segment, stage) : 1), (m.Bad ? Falling : Rising)[k]))]),
        })])],
    };

    private static double Scale(int segment, int stage) => (1 + (segment - 1) * 0.25) * (1 + (stage - 1) * 0.125);

    private static MetricSource Of(short metric, Aggregation aggregation, int window) => new(Key(metric), aggregation, window);
}
