namespace HealthScore.Engine.Storage;

/// <summary>Some accounts, as a condition: a range of ids, or single ones.</summary>
/// <param name="First">The lowest id.</param>
/// <param name="Last">The highest id.</param>
/// <param name="Ids">Only these; null: all from the lowest to the highest.</param>
public sealed record AccountSet(long First, long Last, IReadOnlyCollection<long>? Ids = null)
{
    /// <summary>Single accounts.</summary>
    public static AccountSet Of(IReadOnlyCollection<long> ids) => new(ids.Min(), ids.Max(), ids);

    /// <summary>The condition on a column. It holds numbers only, so it may stand in the text of a statement.</summary>
    public string Holds(string column) => Ids is null
        ? FormattableString.Invariant($"{column} between {First} and {Last}")
        : FormattableString.Invariant($"{column} = any('{{{string.Join(',', Ids)}}}'::bigint[])");
}
