using HealthScore.Domain.Metrics;
using HealthScore.Engine.Metrics;

namespace HealthScore.Web.Metrics;

/// <summary>What the form about a metric asks for. The names are those of <see cref="MetricInput"/>, so that Engine's errors find their field.</summary>
public sealed class MetricInputForm
{
    public string? Key { get; set; }
    public string? Name { get; set; }
    public MetricKind Kind { get; set; } = MetricKind.Count;
    public bool IsCalculated { get; set; }
    public string? Expression { get; set; }
    public int? Freshness { get; set; }
    public string? Unit { get; set; }
    public string? Description { get; set; }
    public bool HigherIsBetter { get; set; } = true;
    public bool IsLeading { get; set; } = true;
    public string? Influence { get; set; }
    public string? Evidence { get; set; }
    public string? Playbook { get; set; }
    public string? Reason { get; set; }

    /// <summary>True when the form stood above a preview of <see cref="SeenExpression"/> and <see cref="SeenFreshness"/>.</summary>
    public bool IsSeen { get; set; }
    public string? SeenExpression { get; set; }
    public int? SeenFreshness { get; set; }

    /// <summary>The revision that is changed; null: a new metric.</summary>
    public int? Revision { get; set; }

    public static MetricInputForm Of(Metric metric) => new()
    {
        Key = metric.Key, Name = metric.Name, Kind = metric.Kind, IsCalculated = metric.Expression is not null, Expression = metric.Expression, Freshness = metric.Freshness, Unit = metric.Unit,
        Description = metric.Description, HigherIsBetter = metric.HigherIsBetter, IsLeading = metric.IsLeading, Evidence = metric.Evidence, Playbook = metric.Playbook, Revision = metric.Revision,
        Influence = metric.IsInfluenceable switch { true => "yes", false => "no", _ => null },
    };

    public MetricInput ToInput() => new(Key?.Trim() ?? "", Name ?? "")
    {
        Kind = Kind, Expression = IsCalculated ? Expression?.Trim() ?? "" : null, Freshness = Freshness, Unit = Unit ?? "", Description = Description ?? "", HigherIsBetter = HigherIsBetter, IsLeading = IsLeading,
        IsInfluenceable = Influence switch { "yes" => true, "no" => false, _ => null }, Evidence = Evidence ?? "", Playbook = Playbook ?? "", Reason = Reason ?? "",
        Previewed = IsSeen ? new(IsCalculated ? SeenExpression ?? "" : null, SeenFreshness) : null,
    };
}
