namespace HealthScore.Engine.Ingest.Files;

/// <summary>A table with columns looked up in a second one. A row whose key the second does not have says so.</summary>
internal sealed class JoinedTable : Table
{
    private readonly Table table;
    private readonly int on;
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private string[]? match;

    public JoinedTable(Table table, int on, IReadOnlyList<string> taken, Dictionary<string, string[]> rows)
    {
        (this.table, this.on) = (table, on);
        lookup = rows.GetAlternateLookup<ReadOnlySpan<char>>();
        Columns = [.. table.Columns, .. taken];
    }

    public override IReadOnlyList<string> Columns { get; }
    public override int Row => table.Row;
    public override double Fraction => table.Fraction;
    public override bool IsTooLong => table.IsTooLong;
    public override string? Damage { get; protected set; }

    /// <summary>The column that is looked up, when the current row has no match.</summary>
    public override int Unmatched => match is null ? on : -1;

    public override ReadOnlySpan<char> this[int column] =>
        column < table.Columns.Count ? table[column] : match is null ? default : match[column - table.Columns.Count];

    public override bool Read()
    {
        if (!table.Read()) return false;
        Damage = table.Damage;
        lookup.TryGetValue(table[on], out match);
        return true;
    }

    protected override void Dispose(bool disposing) => table.Dispose();
}
