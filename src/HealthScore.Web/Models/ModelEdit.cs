using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Models;

/// <summary>
/// A definition in somebody's hands. Every change makes a new definition and says what is wrong with it;
/// the weights of a group are kept at 100 % by letting those that are not locked give way.
/// </summary>
public sealed class ModelEdit
{
    private readonly HashSet<string> _locks = [];
    private readonly IReadOnlyDictionary<string, Metric> _catalogue;
    private string _saved;
    private (string Control, IReadOnlyList<double> Before)? _turning;

    public ModelEdit(ScoreKind kind, ModelDefinition start, IReadOnlyDictionary<string, Metric> catalogue)
    {
        (Kind, _catalogue, Definition, _saved) = (kind, catalogue, start, ModelJson.WriteDefinition(start));
        Look();
    }

    public ScoreKind Kind { get; }

    public ModelDefinition Definition { get; private set; }

    public IReadOnlyDictionary<string, Metric> Catalogue => _catalogue;

    /// <summary>What stands in the way of publishing, by place.</summary>
    public IReadOnlyList<Error> Problems { get; private set; } = [];

    /// <summary>Each measure's share of the score, 0–1, in the order of <see cref="ModelDefinition.Measures"/>.</summary>
    public IReadOnlyList<double> Nominal { get; private set; } = [];

    public bool IsChanged { get; private set; }

    /// <summary>Raised after each change.</summary>
    public event Action? Changed;

    public string? ProblemAt(string path) => Problems.FirstOrDefault(p => p.Field == path)?.Message;

    public void Saved()
    {
        _saved = ModelJson.WriteDefinition(Definition);
        Look();
    }

    public void Change(Func<ModelDefinition, ModelDefinition> change)
    {
        _turning = null;
        Put(change(Definition));
    }

    public void ChangeDimension(int index, Func<Dimension, Dimension> change) =>
        Change(d => d with { Dimensions = [.. d.Dimensions.Select((x, i) => i == index ? change(x) : x)] });

    public void ChangeMeasure(int dimension, int index, Func<MeasureDefinition, MeasureDefinition> change) =>
        ChangeDimension(dimension, d => d with { Measures = [.. d.Measures.Select((m, i) => i == index ? change(m) : m)] });

    public bool IsLocked(string control) => _locks.Contains(control);

    public void Lock(string control, bool locked)
    {
        _turning = null;
        if (locked) _locks.Add(control);
        else _locks.Remove(control);
        Changed?.Invoke();
    }

    public WeightGroup Dimensions() => Group([.. Definition.Dimensions.Select(d => d.Weight)], i => $"dimension {Definition.Dimensions[i].Name}");

    public WeightGroup Measures(int dimension) => Group([.. Definition.Dimensions[dimension].Measures.Select(m => m.Weight)], i => $"measure {Definition.Dimensions[dimension].Measures[i].Id}");

    public void SetShare(int dimension, double share)
    {
        var weights = Turn(Dimensions(), dimension, share);
        Put(Definition with { Dimensions = [.. Definition.Dimensions.Zip(weights, (d, w) => d with { Weight = w })] });
    }

    public void SetShare(int dimension, int measure, double share)
    {
        var weights = Turn(Measures(dimension), measure, share);
        Put(Definition with
        {
            Dimensions = [.. Definition.Dimensions.Select((d, i) => i == dimension ? d with { Measures = [.. d.Measures.Zip(weights, (m, w) => m with { Weight = w })] } : d)],
        });
    }

    // A slider is turned through many values. All start from the weights before the first, so that the others regain their ratio when it is turned back.
    private IReadOnlyList<double> Turn(WeightGroup group, int index, double share)
    {
        if (_turning is not { } turning || turning.Control != group.Control(index)) _turning = turning = (group.Control(index), group.Weights);
        return WeightShares.Set(turning.Before, index, share, group.Locked);
    }

    private WeightGroup Group(IReadOnlyList<double> weights, Func<int, string> control) =>
        new(weights, control, Enumerable.Range(0, weights.Count).Where(i => _locks.Contains(control(i))).ToHashSet());

    private void Put(ModelDefinition definition)
    {
        Definition = definition;
        Look();
        Changed?.Invoke();
    }

    private void Look()
    {
        Problems = ModelValidator.Check(Definition, _catalogue);
        Nominal = ScoreFormula.Of(Kind, Definition).Nominal.ToArray();
        IsChanged = ModelJson.WriteDefinition(Definition) != _saved;
    }
}
