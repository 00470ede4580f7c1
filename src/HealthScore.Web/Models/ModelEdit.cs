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
    private const int LongestWords = 80;

    private readonly HashSet<string> _locks = [];
    private readonly IReadOnlyDictionary<string, Metric> _catalogue;
    private readonly EditSteps _steps = new();
    private readonly HashSet<string> _unread = [];
    private string _saved;
    private string _written;
    private (string Control, IReadOnlyList<double> Before)? _turning;

    public ModelEdit(ScoreKind kind, ModelDefinition start, IReadOnlyDictionary<string, Metric> catalogue)
    {
        (Kind, _catalogue, Definition) = (kind, catalogue, start);
        _saved = _written = ModelJson.WriteDefinition(start);
        Look();
    }

    public ScoreKind Kind { get; }

    public ModelDefinition Definition { get; private set; }

    public IReadOnlyDictionary<string, Metric> Catalogue => _catalogue;

    /// <summary>The company's own types of risk events, to choose from.</summary>
    public IReadOnlyList<string> RiskTypes { get; init; } = [];

    /// <summary>The ids of measures that a version knows.</summary>
    public IReadOnlySet<string> Published { get; set; } = new HashSet<string>();

    /// <summary>What stands in the way of publishing, by place.</summary>
    public IReadOnlyList<Error> Problems { get; private set; } = [];

    /// <summary>Each measure's share of the score, 0–1, in the order of <see cref="ModelDefinition.Measures"/>.</summary>
    public IReadOnlyList<double> Nominal { get; private set; } = [];

    public bool IsChanged => _written != _saved;

    public bool CanUndo => _steps.CanUndo;

    public bool CanRedo => _steps.CanRedo;

    /// <summary>What the last undo or redo did, in words; null once something else was done.</summary>
    public string? Restored { get; private set; }

    /// <summary>Notes of a field whether a person left something in it that is no number: until it is mended the definition does not say what the page says.</summary>
    public void NoteUnread(string field, bool isUnread)
    {
        if (!(isUnread ? _unread.Add(field) : _unread.Remove(field))) return;
        Look();
        Changed?.Invoke();
    }

    /// <summary>Raised after each change.</summary>
    public event Action? Changed;

    /// <summary>What somebody wrote as a name or a note; null: nothing.</summary>
    public static string? Text(object? written) => string.IsNullOrWhiteSpace(written as string) ? null : ((string)written).Trim();

    public string? ProblemAt(string path) => Problems.FirstOrDefault(p => p.Field == path)?.Message;

    /// <summary>What is stored is another definition than the one that was begun with; what is in hand stays.</summary>
    public void Rebase(ModelDefinition stored) => _saved = ModelJson.WriteDefinition(stored);

    public void Saved()
    {
        _saved = _written;
        Restored = null;
    }

    /// <summary>Changes the definition.</summary>
    /// <param name="change">How.</param>
    /// <param name="drag">Names the control that is dragged, so that all its changes become one step to undo; null: none is.</param>
    public void Change(Func<ModelDefinition, ModelDefinition> change, string? drag = null)
    {
        _turning = null;
        Put(change(Definition), drag);
    }

    /// <summary>A control was let go: what it changes next is another step.</summary>
    public void EndDrag() => _steps.EndDrag();

    public void Undo()
    {
        if (CanUndo) Restore(_steps.Undo(Definition), "Undone");
    }

    public void Redo()
    {
        if (CanRedo) Restore(_steps.Redo(Definition), "Done again");
    }

    public void ChangeDimension(int index, Func<Dimension, Dimension> change, string? drag = null) =>
        Change(d => d with { Dimensions = [.. d.Dimensions.Select((x, i) => i == index ? change(x) : x)] }, drag);

    public void ChangeMeasure(int dimension, int index, Func<MeasureDefinition, MeasureDefinition> change, string? drag = null) =>
        ChangeDimension(dimension, d => d with { Measures = [.. d.Measures.Select((m, i) => i == index ? change(m) : m)] }, drag);

    /// <summary>Lets a measure be taken of something else. The id that was suggested for it follows, until it is published: from then on versions are compared by it.</summary>
    public void ChangeSource(int dimension, int index, MeasureSource source)
    {
        var measure = Definition.Dimensions[dimension].Measures[index];
        var id = Published.Contains(measure.Id) || !NewMeasure.IsSuggested(measure.Id, measure.Source) || NewMeasure.NameOf(measure.Source) == NewMeasure.NameOf(source)
            ? measure.Id
            : NewMeasure.Free(NewMeasure.NameOf(source), Definition.Measures.Select(m => m.Id).Where(m => m != measure.Id));
        Change(d => d with
        {
            Dimensions = [.. d.Dimensions.Select((x, i) => i == dimension ? x with { Measures = [.. x.Measures.Select((m, j) => j == index ? m with { Id = id, Source = source } : m)] } : x)],
            Rules = [.. d.Rules.Select(r => r.MeasureId == measure.Id ? r with { MeasureId = id } : r)],
        });
    }

    public void RemoveDimension(int index) =>
        Change(d => d with { Dimensions = Without(d.Dimensions, index, x => x.Weight, x => x with { Weight = 1 }) });

    public void RemoveMeasure(int dimension, int index) =>
        ChangeDimension(dimension, d => d with { Measures = Without(d.Measures, index, m => m.Weight, m => m with { Weight = 1 }) });

    // What had all the weight leaves it to the others, evenly: without any they could not be weighed against each other.
    private static IReadOnlyList<T> Without<T>(IReadOnlyList<T> group, int index, Func<T, double> weight, Func<T, T> weighed)
    {
        List<T> rest = [.. group.Where((_, i) => i != index)];
        return rest.Sum(weight) > 0 ? rest : rest.ConvertAll(x => weighed(x));
    }

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
        Put(Definition with { Dimensions = [.. Definition.Dimensions.Zip(weights, (d, w) => d with { Weight = w })] }, _turning?.Control);
    }

    public void SetShare(int dimension, int measure, double share)
    {
        var weights = Turn(Measures(dimension), measure, share);
        Put(Definition with
        {
            Dimensions = [.. Definition.Dimensions.Select((d, i) => i == dimension ? d with { Measures = [.. d.Measures.Zip(weights, (m, w) => m with { Weight = w })] } : d)],
        }, _turning?.Control);
    }

    // A slider is turned through many values. All start from the weights before the first, so that the others regain their ratio when it is turned back.
    private IReadOnlyList<double> Turn(WeightGroup group, int index, double share)
    {
        if (_turning is not { } turning || turning.Control != group.Control(index)) _turning = turning = (group.Control(index), group.Weights);
        return WeightShares.Set(turning.Before, index, share, group.Locked);
    }

    private WeightGroup Group(IReadOnlyList<double> weights, Func<int, string> control) =>
        new(weights, control, Enumerable.Range(0, weights.Count).Where(i => _locks.Contains(control(i))).ToHashSet());

    private void Put(ModelDefinition definition, string? drag)
    {
        var written = ModelJson.WriteDefinition(definition);
        if (written != _written) _steps.Add(Definition, drag);
        (Definition, _written, Restored) = (definition, written, null);
        Look();
        Changed?.Invoke();
    }

    private void Restore(ModelDefinition definition, string verb)
    {
        var change = ModelDifference.Between(Definition, definition, Kind, _catalogue) is [var first, ..]
            ? first.Text.Length <= LongestWords ? first.Text : $"{first.Part}: {first.What}"
            : "a change that scores alike";
        _turning = null;
        (Definition, _written, Restored) = (definition, ModelJson.WriteDefinition(definition), $"{verb}: {change}.");
        Look();
        Changed?.Invoke();
    }

    private void Look()
    {
        Problems = [.. ModelValidator.Check(Definition, _catalogue), .. _unread.Select(field => new Error("no_number", "A field is marked that has no number in it; write one.", field))];
        Nominal = ScoreFormula.Of(Kind, Definition).Nominal.ToArray();
    }
}
