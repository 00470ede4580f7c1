namespace HealthScore.Engine.Storage.Readings;

/// <summary>What a write did. Of several entries for the same account, metric and day only the last counts.</summary>
/// <param name="Added">Readings where there was none.</param>
/// <param name="Changed">Readings whose value became another one.</param>
/// <param name="Unchanged">Entries that said what was known already.</param>
/// <param name="Removed">Readings that are gone.</param>
public readonly record struct ReadingCounts(long Added, long Changed, long Unchanged, long Removed)
{
    /// <summary>How many of those added, changed or removed are of days that had been scored for good.</summary>
    public long Late { get; init; }

    internal ReadingCounts With(ReadingChange change) => change switch
    {
        ReadingChange.Added => this with { Added = Added + 1 },
        ReadingChange.Changed => this with { Changed = Changed + 1 },
        ReadingChange.Removed => this with { Removed = Removed + 1 },
        _ => this with { Unchanged = Unchanged + 1 },
    };

    public static ReadingCounts operator +(ReadingCounts a, ReadingCounts b) =>
        new(a.Added + b.Added, a.Changed + b.Changed, a.Unchanged + b.Unchanged, a.Removed + b.Removed) { Late = a.Late + b.Late };
}
