using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>The caps and floors of one model (scoring contract, section 6.1).</summary>
internal sealed class RuleBook
{
    private readonly Rule[] _rules;
    private readonly int[] _measures;
    private readonly bool _capsFirst;

    public RuleBook(ScoreKind kind, ModelDefinition definition)
    {
        var ids = definition.Measures.Select(m => m.Id).ToList();
        _rules = [.. definition.Rules];
        _measures = [.. _rules.Select(r => r.MeasureId is { } id ? ids.IndexOf(id) : -1)];
        _capsFirst = kind == ScoreKind.Risk;
    }

    /// <summary>Notes the rules on open risk events that hold.</summary>
    public void NoteEvents(in AccountDay account, List<int> holding)
    {
        for (var i = 0; i < _rules.Length; i++)
            if (_rules[i].RiskEvent is { } type && IsOpen(account, type))
                holding.Add(i);
    }

    /// <summary>Notes the rules that hold and gives the score they leave; one that is unknown stays so.</summary>
    public double? Apply(double? score, ReadOnlySpan<double> values, List<int> events, ScoreResult? result = null)
    {
        double floor = double.NegativeInfinity, cap = double.PositiveInfinity;
        for (var i = 0; i < _rules.Length; i++)
        {
            var rule = _rules[i];
            if (!(rule.RiskEvent is not null ? events.Contains(i) : rule.Comparison.Holds(values[_measures[i]], rule.Value))) continue;
            result?.AddRule(i);
            if (rule.IsCap) cap = Math.Min(cap, rule.Limit);
            else floor = Math.Max(floor, rule.Limit);
        }
        if (score is not { } s) return null;
        // The worse always wins: what comes last.
        return _capsFirst ? Math.Max(Math.Min(s, cap), floor) : Math.Min(Math.Max(s, floor), cap);
    }

    private static bool IsOpen(in AccountDay account, string type)
    {
        foreach (var risk in account.History.RiskEvents)
            if (risk.Type == type && risk.IsOpen(account.Day))
                return true;
        return false;
    }
}
