namespace HealthScore.Engine.Ingest.Rows;

/// <summary>Gives each name a number, so that millions of rows hold numbers instead of texts.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, int> numbers;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly List<string> names = [];
    private int last = -1;

    public Names()
    {
        numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        lookup = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => names.Count;
    public string this[int number] => names[number];
    public IReadOnlyList<string> All => names;

    public int Number(ReadOnlySpan<char> name)
    {
        // Files usually stay with an account for some rows.
        if (last >= 0 && name.SequenceEqual(names[last])) return last;
        if (lookup.TryGetValue(name, out last)) return last;
        last = names.Count;
        names.Add(name.ToString());
        numbers.Add(names[last], last);
        return last;
    }
}
