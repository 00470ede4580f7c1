namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>What a cell says: a value, that there is none, or (not given) nothing, so that what is known stands.</summary>
internal readonly record struct Given<T>(bool IsGiven, T? Value)
{
    public T? Or(T? known) => IsGiven ? Value : known;

    /// <summary>An empty cell says that there is none only where the mapping says so.</summary>
    public static Given<T> Of(T? value, bool hasColumn, bool emptyClears) => new(value is not null || (hasColumn && emptyClears), value);
}
