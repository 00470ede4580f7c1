namespace HealthScore.Engine.Ingest.Files;

/// <summary>A table without the rows that the mapping leaves out.</summary>
internal sealed class FilteredTable(Table table, IReadOnlyList<(int Column, string[] Values)> skip, IReadOnlyList<(int Column, string[] Values)> only) : Table
{
    public override IReadOnlyList<string> Columns => table.Columns;
    public override int Row => table.Row;
    public override double Fraction => table.Fraction;
    public override bool IsTooLong => table.IsTooLong;
    public override int Unmatched => table.Unmatched;
    public override string? Damage { get; protected set; }
    public override ReadOnlySpan<char> this[int column] => table[column];

    public override bool Read()
    {
        while (table.Read())
        {
            if (!IsWanted()) continue;
            Damage = table.Damage;
            return true;
        }

        return false;
    }

    protected override void Dispose(bool disposing) => table.Dispose();

    private bool IsWanted()
    {
        foreach (var (column, values) in skip)
            if (Has(column, values)) return false;
        foreach (var (column, values) in only)
            if (!Has(column, values)) return false;
        return true;
    }

    private bool Has(int column, string[] values)
    {
        var text = table[column];
        foreach (var value in values)
            if (text.Equals(value, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
