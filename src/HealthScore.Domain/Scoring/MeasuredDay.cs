using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>
/// What a score needs of an account's day once its data has been read, save its peers and the bands of the days before: small
/// enough to be kept until the peers are known. Filled by <see cref="CompiledModel.Measure"/>; meant to be used again.
/// </summary>
public sealed class MeasuredDay
{
    private MeasureValue[] _values = [];

    /// <summary>The model that measured.</summary>
    public CompiledModel? Model { get; private set; }

    /// <summary>The day.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The account's segment on the day, or none.</summary>
    public int? SegmentId { get; private set; }

    /// <summary>The account's stage on the day, or none.</summary>
    public int? StageId { get; private set; }

    /// <summary>In the order of <see cref="ModelDefinition.Measures"/>; of a percentile, what is to be ranked.</summary>
    public Span<MeasureValue> Values => _values.AsSpan(0, Model?.Formula.MeasureCount ?? 0);

    /// <summary>The indexes of the rules on open risk events that hold, ascending.</summary>
    public List<int> EventRules { get; } = [];

    /// <summary>The manual override in force, if any.</summary>
    public ManualOverride? Manual { get; set; }

    /// <summary>Makes room for a day; its values, rules and override are then to be set.</summary>
    public void Begin(CompiledModel model, DateOnly day, int? segmentId, int? stageId)
    {
        (Model, Day, SegmentId, StageId, Manual) = (model, day, segmentId, stageId, null);
        if (_values.Length < model.Formula.MeasureCount) _values = new MeasureValue[model.Formula.MeasureCount];
        EventRules.Clear();
    }
}
