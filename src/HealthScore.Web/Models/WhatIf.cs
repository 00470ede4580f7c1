using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Testing;

namespace HealthScore.Web.Models;

/// <summary>An account's score with some of its values changed by hand, beside the score as it is.</summary>
public sealed class WhatIf
{
    private readonly MeasureValue[] _values;
    private readonly HashSet<string> _risks;
    private readonly ScoreArithmetic _arithmetic;

    public WhatIf(TestedAccount account, CultureInfo culture)
    {
        Account = account;
        Measures = [.. account.Model.Definition.Measures];
        Names = Measures.ToDictionary(m => m.Id, m => MeasureName.Of(m, account.Catalogue));
        RiskTypes = [.. MeasuredScope.RiskEventsOf(account.Model.Definition)];
        (_values, _risks) = ([.. account.Values], [.. account.OpenRisks]);
        _arithmetic = new(account.Model.Kind, account.Model.Definition, Names, culture);
        Actual = account.Score();
        Result = Actual;
    }

    public TestedAccount Account { get; }

    /// <summary>The score as it is.</summary>
    public ScoreResult Actual { get; }

    /// <summary>The score of the values as they are put here.</summary>
    public ScoreResult Result { get; private set; }

    public IReadOnlyList<MeasureDefinition> Measures { get; }

    public IReadOnlyDictionary<string, string> Names { get; }

    public IReadOnlyList<MeasureValue> Values => _values;

    /// <summary>The types of risk event that rules of the model ask for.</summary>
    public IReadOnlyList<string> RiskTypes { get; }

    /// <summary>Which of them are taken to be open.</summary>
    public IReadOnlySet<string> Risks => _risks;

    public IReadOnlyList<double?> Dimensions => [.. Result.Dimensions.ToArray().Select(d => d.Score)];

    public IReadOnlyList<ArithmeticLine> Lines => _arithmetic.Of(Result, Account.Yesterday);

    public bool IsChanged => Enumerable.Range(0, _values.Length).Any(IsEdited) || !_risks.SetEquals(Account.OpenRisks);

    public bool IsEdited(int index) => !_values[index].Equals(Account.Values[index]);

    public int IndexOf(string id) => Measures.Select(m => m.Id).ToList().IndexOf(id);

    public string Unit(int index) => SourceName.Unit(Measures[index].Source, Account.Catalogue);

    /// <summary>Puts a value in the place of what was measured; null: as if it were missing.</summary>
    public void Set(int index, double? value)
    {
        _values[index] = value is { } given ? MeasureValue.Of(given) : MeasureValue.Missing;
        Score();
    }

    public void Reset(int index)
    {
        _values[index] = Account.Values[index];
        Score();
    }

    public void SetRisk(string type, bool isOpen)
    {
        if (isOpen) _risks.Add(type);
        else _risks.Remove(type);
        Score();
    }

    public void ResetAll()
    {
        for (var i = 0; i < _values.Length; i++) _values[i] = Account.Values[i];
        _risks.Clear();
        _risks.UnionWith(Account.OpenRisks);
        Score();
    }

    private void Score() => Result = Account.Score(_values, _risks, Account.Manual);
}
