using System.Text.Json;
using System.Text.Json.Serialization;
using HealthScore.Domain.Metrics;
using HealthScore.Engine.Ingest.Values;

namespace HealthScore.Engine.Ingest.Mapping;

/// <summary>How a file is to be read. The JSON of <c>--map</c>, and what the Data page edits; docs/ingest.md describes each key.</summary>
public sealed record ImportMapping : MappingPart
{
    /// <summary>The kind of file it is for; null: any that has these fields.</summary>
    public ImportKind? Kind { get; init; }

    /// <summary>What a row of an accounts file is.</summary>
    public RowShape Rows { get; init; } = RowShape.Accounts;

    /// <summary>One character between values, or <c>tab</c>; null: found.</summary>
    public string? Delimiter { get; init; }

    /// <summary>utf-8, utf-16 or windows-1252; null: found.</summary>
    public string? Encoding { get; init; }

    /// <summary>How 3/4/2024 is meant; null: decided by each column, and asked where no value tells.</summary>
    public DateOrder? Dates { get; init; }

    /// <summary>The decimal sign, a point or a comma; null: decided by the whole file, and asked where no value tells.</summary>
    public string? Decimal { get; init; }

    /// <summary>Field → where it comes from.</summary>
    public IReadOnlyDictionary<string, FieldSource> Fields { get; init; } = new Dictionary<string, FieldSource>();

    /// <summary>Metric key → where it comes from and, should it be new, what it is. With any column here the file is wide.</summary>
    public IReadOnlyDictionary<string, MetricColumn> Metrics { get; init; } = new Dictionary<string, MetricColumn>();

    /// <summary>Column → values; rows with any of them are left out.</summary>
    public IReadOnlyDictionary<string, string[]> Skip { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Column → values; only rows with one of them in every such column are taken.</summary>
    public IReadOnlyDictionary<string, string[]> Only { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Columns to be looked up in a second file.</summary>
    public FileJoin? Join { get; init; }

    /// <summary>Null: created by a file of accounts, refused by the others.</summary>
    public WhenUnknown? UnknownAccounts { get; init; }

    /// <summary>Metrics that do not exist yet.</summary>
    public WhenUnknown UnknownMetrics { get; init; } = WhenUnknown.Refuse;

    /// <summary>Segments, stages and owners that do not exist yet.</summary>
    public WhenUnknown UnknownNames { get; init; } = WhenUnknown.Create;

    /// <summary>What a new metric is when <see cref="Metrics"/> does not say.</summary>
    public NewMetrics? NewMetrics { get; init; }

    /// <summary>Several rows of a file for the same account, metric and day (outcomes: account, kind and day).</summary>
    public WhenRepeated Repeats { get; init; } = WhenRepeated.Refuse;

    /// <summary>An empty cell of an accounts or contacts file.</summary>
    public WhenEmpty Empty { get; init; } = WhenEmpty.Keep;

    /// <summary>True: the last churned outcome of an account is its last day.</summary>
    public bool CloseAccounts { get; init; } = true;

    /// <summary>Subscriptions: true also records what the revenue's changes say, as renewed, expanded and contracted outcomes.</summary>
    public bool Outcomes { get; init; }

    /// <summary>True when every metric has a column of its own.</summary>
    [JsonIgnore]
    public bool IsWide => Metrics.Values.Any(m => m.Column is not null || m.Value is not null);
}

/// <summary>Keeps the keys that nobody knows, so that they can be refused by name.</summary>
public abstract record MappingPart
{
    /// <summary>What the JSON has and this has not.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>Where a field comes from: a column, or the same text for all rows. Short form in JSON: the column's name.</summary>
public sealed record FieldSource : MappingPart
{
    /// <summary>The column's name in the file or in the joined one.</summary>
    public string? Column { get; init; }

    /// <summary>A text for all rows.</summary>
    public string? Constant { get; init; }

    /// <summary>Numbers: times this, e.g. 12 for a monthly amount.</summary>
    public decimal? Multiply { get; init; }

    /// <summary>Days: plus this many, e.g. 6 for a week that is named by its Monday and known on its Sunday.</summary>
    public int? PlusDays { get; init; }

    /// <summary>Text: words of the file → ours.</summary>
    public IReadOnlyDictionary<string, string>? Words { get; init; }
}

/// <summary>Where a metric comes from and what it is. Short form in JSON: the column's name.</summary>
public sealed record MetricColumn : MappingPart
{
    /// <summary>The column; null in a file with one value a row.</summary>
    public string? Column { get; init; }

    /// <summary><c>count of rows</c>: the metric is how many rows an account has on a day.</summary>
    public string? Value { get; init; }

    /// <summary>Times this.</summary>
    public decimal? Multiply { get; init; }

    /// <summary>Several rows of one day, when not as <see cref="ImportMapping.Repeats"/> says.</summary>
    public WhenRepeated? Repeats { get; init; }

    /// <summary>A new metric's kind.</summary>
    public MetricKind? Kind { get; init; }

    /// <summary>A new metric's name; without it the column's.</summary>
    public string? Name { get; init; }

    /// <summary>A new metric's unit.</summary>
    public string? Unit { get; init; }

    /// <summary>A new metric's freshness in days.</summary>
    public int? Freshness { get; init; }

    /// <summary>False when less is better.</summary>
    public bool? HigherIsBetter { get; init; }

    /// <summary>What <see cref="Value"/> says when it is not a column's.</summary>
    public const string CountOfRows = "count of rows";

    /// <summary>True when the metric is the number of rows.</summary>
    [JsonIgnore]
    public bool CountsRows => Value == CountOfRows;
}

/// <summary>What new metrics are.</summary>
public sealed record NewMetrics : MappingPart
{
    /// <summary>count, gauge, or guess: whole numbers from 0 up make a count.</summary>
    public NewMetricKind Kind { get; init; } = NewMetricKind.Guess;

    /// <summary>Freshness in days; null: the kind's default.</summary>
    public int? Freshness { get; init; }
}

/// <summary>A second file whose columns are looked up for each row.</summary>
public sealed record FileJoin : MappingPart
{
    /// <summary>Its name, or path below the folder of the first file.</summary>
    public string File { get; init; } = "";

    /// <summary>The column to match, of both files; or of the second, when <see cref="On"/> names the first's.</summary>
    public string Key { get; init; } = "";

    /// <summary>The first file's column; null: called like <see cref="Key"/>.</summary>
    public string? On { get; init; }

    /// <summary>Columns of the second file to be used like the first's.</summary>
    public IReadOnlyList<string> Take { get; init; } = [];
}

/// <summary>What to do with a name that does not exist.</summary>
public enum WhenUnknown
{
    /// <summary>An error.</summary>
    Refuse = 1,

    /// <summary>Make it.</summary>
    Create = 2,
}

/// <summary>What to do with several rows for the same thing.</summary>
public enum WhenRepeated
{
    /// <summary>An error that names both rows.</summary>
    Refuse = 1,

    /// <summary>Add them up.</summary>
    Sum = 2,

    /// <summary>Their mean.</summary>
    Mean = 3,

    /// <summary>The last row counts.</summary>
    Last = 4,
}

/// <summary>What an empty cell says.</summary>
public enum WhenEmpty
{
    /// <summary>Nothing: what we know stands.</summary>
    Keep = 1,

    /// <summary>That there is none: what we know is taken away.</summary>
    Clear = 2,
}

/// <summary>How a new metric gets its kind.</summary>
public enum NewMetricKind
{
    /// <summary>By its values.</summary>
    Guess = 0,

    /// <summary>Additive.</summary>
    Count = 1,

    /// <summary>A state.</summary>
    Gauge = 2,
}
