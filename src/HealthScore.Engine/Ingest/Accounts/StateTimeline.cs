namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>
/// What holds for an account from a day on. Segment and stage are those that files and people give it; where a condition or an entry rule
/// placed it in another segment, that stands until the next placing, and in another stage, until somebody gives it one anew.
/// </summary>
internal readonly record struct State(int? SegmentId, int? StageId, int? OwnerId, decimal Arr, bool IsPlaced = false, int? PlacedSegmentId = null, bool IsStaged = false, int? StagedStageId = null);

/// <summary>
/// An account's history by day. Segment, stage, owner and revenue are four step functions that share rows: a change of one from a day on
/// goes on until that one itself changes again, whatever the others do.
/// </summary>
internal sealed class StateTimeline(IEnumerable<KeyValuePair<DateOnly, State>> known)
{
    private readonly SortedList<DateOnly, State> states = new(known.ToDictionary());

    public IEnumerable<KeyValuePair<DateOnly, State>> States => states;

    public State At(DateOnly day)
    {
        var state = default(State);
        foreach (var (from, next) in states)
        {
            if (from > day) break;
            state = next;
        }

        return state;
    }

    /// <summary>Sets one of the four from a day on.</summary>
    public void Set<T>(DateOnly from, T value, Func<State, T> get, Func<State, T, State> with)
    {
        var before = At(from);
        var old = get(before);
        if (EqualityComparer<T>.Default.Equals(old, value)) return;
        states[from] = with(before, value);
        for (var i = states.IndexOfKey(from) + 1; i < states.Count && EqualityComparer<T>.Default.Equals(get(states.GetValueAtIndex(i)), old); i++)
            states.SetValueAtIndex(i, with(states.GetValueAtIndex(i), value));
    }

    /// <summary>Sets the stage from a day on: when it is another one than was given before, what an entry rule had made of that ends with it.</summary>
    public void SetStage(DateOnly from, int? stage)
    {
        if (At(from).StageId == stage) return;
        Set(from, stage, s => s.StageId, (s, v) => s with { StageId = v });
        Set(from, (IsStaged: false, StagedStageId: (int?)null), s => (s.IsStaged, s.StagedStageId), (s, v) => s with { IsStaged = v.IsStaged, StagedStageId = v.StagedStageId });
    }

    /// <summary>Replaces the revenue from the first step's day on.</summary>
    public void SetArr(IReadOnlyList<KeyValuePair<DateOnly, decimal>> steps)
    {
        if (steps.Count == 0) return;
        foreach (var (day, _) in steps)
            if (!states.ContainsKey(day)) states[day] = At(day);
        var step = -1;
        for (var i = states.IndexOfKey(steps[0].Key); i < states.Count; i++)
        {
            while (step + 1 < steps.Count && steps[step + 1].Key <= states.GetKeyAtIndex(i)) step++;
            states.SetValueAtIndex(i, states.GetValueAtIndex(i) with { Arr = steps[step].Value });
        }
    }

    /// <summary>Drops rows that say what the row before them said.</summary>
    public void Tidy()
    {
        var before = default(State);
        for (var i = 0; i < states.Count;)
        {
            if (states.GetValueAtIndex(i) == before) states.RemoveAt(i);
            else before = states.GetValueAtIndex(i++);
        }
    }
}
