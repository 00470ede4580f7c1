using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Testing;

/// <summary>One account as a model sees it, down to the raw days, to be scored again with other values. Nothing of it is stored.</summary>
/// <param name="Version">Number of the version; null: the draft.</param>
/// <param name="IsInScope">True when this model, once published, is the one that scores the account.</param>
/// <param name="Values">What the measures say, in their order, ranks included.</param>
/// <param name="Evidence">How each came about.</param>
/// <param name="OpenRisks">The types of risk event that are open and asked for by a rule.</param>
/// <param name="Manual">The manual override in force.</param>
/// <param name="Yesterday">What the last final score before the day left behind.</param>
/// <param name="Catalogue">The metrics by key.</param>
public sealed record TestedAccount(
    long AccountId, string Name, string? Segment, string? Stage, DateOnly Day, bool IsProvisional, int? Version, bool IsInScope, CompiledModel Model,
    IReadOnlyList<MeasureValue> Values, IReadOnlyList<MeasureEvidence> Evidence, IReadOnlySet<string> OpenRisks, ManualOverride? Manual, BandState Yesterday,
    IReadOnlyDictionary<string, Metric> Catalogue)
{
    /// <summary>The score as it is.</summary>
    public ScoreResult Score() => Score(Values, OpenRisks, Manual);

    /// <summary>The score if these were its values, open risk events and override.</summary>
    public ScoreResult Score(IReadOnlyList<MeasureValue> values, IReadOnlySet<string> openRisks, ManualOverride? manual)
    {
        var (measured, result) = (new MeasuredDay(), new ScoreResult());
        measured.Begin(Model, Day, null, null);
        for (var j = 0; j < values.Count; j++) measured.Values[j] = values[j];
        for (var i = 0; i < Model.Definition.Rules.Count; i++)
            if (Model.Definition.Rules[i].RiskEvent is { } type && openRisks.Contains(type))
                measured.EventRules.Add(i);
        measured.Manual = manual;
        Model.ScoreRanked(measured, Yesterday, result);
        return result;
    }
}
