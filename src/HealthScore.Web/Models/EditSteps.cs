using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Models;

/// <summary>What a definition said before each change, to go back and forth. However many values a drag goes through, it is one step.</summary>
public sealed class EditSteps
{
    private const int Most = 500;

    private readonly List<ModelDefinition> _before = [];
    private readonly Stack<ModelDefinition> _undone = new();
    private string? _drag;

    public bool CanUndo => _before.Count > 0;

    public bool CanRedo => _undone.Count > 0;

    /// <summary>Notes a change.</summary>
    /// <param name="before">What the definition said.</param>
    /// <param name="drag">Names the control that is dragged: until <see cref="EndDrag"/> or a change elsewhere it goes on; null: the change stands for itself.</param>
    public void Add(ModelDefinition before, string? drag)
    {
        if (drag is null || drag != _drag || !CanUndo) _before.Add(before);
        if (_before.Count > Most) _before.RemoveAt(0);
        _undone.Clear();
        _drag = drag;
    }

    public void EndDrag() => _drag = null;

    /// <summary>What it said before the last step. Only when there is one.</summary>
    public ModelDefinition Undo(ModelDefinition now)
    {
        var before = _before[^1];
        _before.RemoveAt(_before.Count - 1);
        _undone.Push(now);
        _drag = null;
        return before;
    }

    /// <summary>What it said before the last step was undone. Only when one was.</summary>
    public ModelDefinition Redo(ModelDefinition now)
    {
        _before.Add(now);
        _drag = null;
        return _undone.Pop();
    }
}
