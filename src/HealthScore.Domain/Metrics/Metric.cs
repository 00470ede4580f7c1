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

    /// <summary>Whether we can do something about it; null: nobody has said yet.</summary>
    public bool? IsInfluenceable { get; set; }

    /// <summary>What tells that it says something about the outcome; empty: nothing yet.</summary>
    public string Evidence { get; set; } = "";

    /// <summary>Name or address of the playbook for when it turns bad; empty: there is none.</summary>
    public string Playbook { get; set; } = "";

    /// <summary>What its readings are calculated by, day by day, instead of being brought in (scoring contract, section 2); null: they are brought in.</summary>
    public string? Expression { get; set; }

    /// <summary>The day since which nothing new may use it; null: it is in use.</summary>
    public DateOnly? RetiredOn { get; set; }

    /// <summary>Grows with every change that people make to it, so that the second of two to save is told.</summary>
    public int Revision { get; set; }

    /// <summary>Who changed it last; null: nobody since an import made it.</summary>
    public string? ChangedBy { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>Characters of a key, at most.</summary>
    public const int LongestKey = 63;

    /// <summary>True for what can be a key: a letter, then letters, digits and underscores, all in lower case.</summary>
    public static bool IsKey(string key) =>
        key.Length is > 0 and <= LongestKey && char.IsAsciiLetterLower(key[0]) && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>Section 2's default freshness in days: 3 for a count, 90 for a gauge.</summary>
    public static int DefaultFreshness(MetricKind kind) => kind == MetricKind.Count ? 3 : 90;
}
