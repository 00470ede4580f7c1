using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>A measure's source, made ready to be read for many accounts.</summary>
internal abstract class MeasureReader
{
    /// <summary>How many days before the day scored a reading can lie and still matter.</summary>
    public virtual int LookBack => 0;

    public abstract MeasureValue Read(in AccountDay account);

    /// <summary>All that can be said before the peers are known.</summary>
    public virtual MeasureValue Measure(in AccountDay account) => Read(account);

    public static MeasureReader Of(MeasureSource source, IReadOnlyDictionary<string, Metric> metrics, IReadOnlyDictionary<short, SourceCalendar> calendars) => source switch
    {
        MetricSource { Aggregation: Aggregation.Percentile } s => new PercentileReader(KeyOf(s, metrics[s.Metric]), MetricMeasure.Of(s, metrics, calendars)),
        MetricSource s => new MetricReader(MetricMeasure.Of(s, metrics, calendars)),
        DerivedSource s => new DerivedReader(s),
        _ => throw new ArgumentException($"no such source: {source}", nameof(source)),
    };

    // The last reading of a gauge has no window: models that differ in it only share their peers.
    private static PercentileMeasure KeyOf(MetricSource source, Metric metric) =>
        new(metric.Id, metric.Kind == MetricKind.Count ? source.Window : 0);
}

/// <summary>Reads a metric.</summary>
internal sealed class MetricReader(MetricMeasure measure) : MeasureReader
{
    public override int LookBack => measure.LookBack;

    public override MeasureValue Read(in AccountDay account) => account.Read(measure);
}

/// <summary>Reads what is derived from the account's history.</summary>
internal sealed class DerivedReader(DerivedSource source) : MeasureReader
{
    public override MeasureValue Read(in AccountDay account) => DerivedMeasures.Read(source, account);
}

/// <summary>Ranks an account among its peers.</summary>
internal sealed class PercentileReader(PercentileMeasure key, MetricMeasure input) : MeasureReader
{
    public PercentileMeasure Key => key;

    public override int LookBack => input.LookBack;

    public override MeasureValue Measure(in AccountDay account) => account.Read(input);

    public override MeasureValue Read(in AccountDay account) => Rank(account.SegmentId, account.StageId, account.Peers, Measure(account));

    public MeasureValue Rank(MeasuredDay account, PeerDistribution peers, MeasureValue own) => Rank(account.SegmentId, account.StageId, peers, own);

    private MeasureValue Rank(int? segmentId, int? stageId, PeerDistribution peers, MeasureValue own) =>
        own.IsOk ? peers.Rank(segmentId, stageId, key, own.Value) : own;
}
