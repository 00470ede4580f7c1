namespace HealthScore.Engine.Ingest.Files;

/// <summary>The rows of a file, one after the other, whatever its format. Values are texts without outer blanks.</summary>
internal abstract class Table : IDisposable
{
    /// <summary>The header.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The current row as a spreadsheet counts: the header is row 1 when it stands in the first line.</summary>
    public abstract int Row { get; }

    /// <summary>How much of the file has been read, 0–1.</summary>
    public abstract double Fraction { get; }

    /// <summary>True when the current row has more values than the header has columns.</summary>
    public abstract bool IsTooLong { get; }

    /// <summary>What is wrong with the current row's quotes, or null.</summary>
    public abstract string? Damage { get; protected set; }

    /// <summary>The column whose value a joined file does not have, in the current row; -1: it has it, or none is joined.</summary>
    public virtual int Unmatched => -1;

    /// <summary>Goes to the next row; false at the end. Rows without any value are passed over, but counted.</summary>
    public abstract bool Read();

    /// <summary>A value of the current row, valid until the next one; empty where the row is shorter than the header.</summary>
    public abstract ReadOnlySpan<char> this[int column] { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The column's place, matched exactly, else without regard to case; -1: there is none.</summary>
    public int Find(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (string.Equals(Columns[i], column, StringComparison.Ordinal)) return i;
        for (var i = 0; i < Columns.Count; i++)
            if (string.Equals(Columns[i], column.Trim(), StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    protected abstract void Dispose(bool disposing);
}
