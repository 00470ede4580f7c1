namespace HealthScore.Domain.Metrics;

/// <summary>How a metric behaves on a day without a reading.</summary>
public enum MetricKind
{
    /// <summary>Additive; a day without a reading is 0.</summary>
    Count = 1,

    /// <summary>A state; a day without a reading is unknown, and the last reading stands until it is stale.</summary>
    Gauge = 2,
}

/// <summary>Something observed about an account on a day, e.g. <c>logins</c>.</summary>
public sealed class Metric
{
    private Metric() { }

    /// <summary>A new metric. The freshness is the kind's default unless it is set; storage gives the id.</summary>
    public Metric(string key, string name, MetricKind kind, int? freshness = null, short id = 0) =>
        (Id, Key, Name, Kind, Freshness) = (id, key, name, kind, freshness ?? DefaultFreshness(kind));

    /// <summary>Our key, as short as packed readings want it.</summary>
    public short Id { get; private set; }

    /// <summary>How models, imports and programs name it: snake_case, unique.</summary>
    public string Key { get; private set; } = "";

    /// <summary>As shown.</summary>
    public string Name { get; set; } = "";

    /// <summary>Count or gauge.</summary>
    public MetricKind Kind { get; private set; }

    /// <summary>Days, at least 1: a count's source is silent, a gauge stale, after that many (scoring contract, section 2).</summary>
    public int Freshness { get; set; }

    /// <summary>Unit of a value as shown behind it, e.g. <c>seats</c> or <c>%</c>; empty: none.</summary>
    public string Unit { get; set; } = "";

    /// <summary>What it says, for people.</summary>
    public string Description { get; set; } = "";

    /// <summary>False when less is better, as with support tickets.</summary>
    public bool HigherIsBetter { get; set; } = true;

    /// <summary>True when it moves before the outcome does, false when after.</summary>
    public bool IsLeading { get; set; } = true;

    /// <summary>Section 2's default freshness in days: 3 for a count, 90 for a gauge.</summary>
    public static int DefaultFreshness(MetricKind kind) => kind == MetricKind.Count ? 3 : 90;
}
