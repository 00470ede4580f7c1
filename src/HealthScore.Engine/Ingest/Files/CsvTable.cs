using System.Text;
using CsvHelper;

namespace HealthScore.Engine.Ingest.Files;

/// <summary>A text file with a separator between values. CsvHelper finds the separator and takes the quotes off.</summary>
internal sealed class CsvTable : Table
{
    private const int LargestRecord = 4 << 20;
    private readonly FileStream file;
    private readonly CsvReader reader;
    private char[] text = new char[4096];
    private int used;
    private CsvMalformedReason? malformed;

    public CsvTable(string path, Encoding encoding, char? separator)
    {
        file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        var options = new CsvReaderOptions
        {
            Encoding = encoding,
            HasHeader = false,
            MaxRecordSize = LargestRecord,
            OnMalformedRecord = record => malformed = record.Reason,
            Separator = separator,
            SkipEmptyLines = false,
            TrimWhitespace = true,
        };
        reader = CsvReader.Create(file, options);
        Columns = ReadRecord() ? [.. Enumerable.Range(0, reader.FieldCount).Select(i => this[i].ToString())] : [];
        Damage = Columns.Count > 0 ? Explain(malformed) : null;
    }

    public override IReadOnlyList<string> Columns { get; }
    public override int Row => (int)reader.RowNumber;
    public override double Fraction => file.Length == 0 ? 1 : (double)file.Position / file.Length;
    public override bool IsTooLong => reader.FieldCount > Columns.Count && HasValueBeyondHeader();
    public override string? Damage { get; protected set; }
    public char Separator => (char)reader.Separator;

    public override ReadOnlySpan<char> this[int column]
    {
        get
        {
            if (column >= reader.FieldCount) return default;
            var most = reader.GetRawSpan(column).Length;
            if (used + most > text.Length) (text, used) = (new char[Math.Max(text.Length, most * 2)], 0);
            var length = reader.GetChars(column, text.AsSpan(used));
            var value = text.AsSpan(used, length).Trim();
            used += length;
            return value;
        }
    }

    public override bool Read()
    {
        if (!ReadRecord()) return false;
        Damage = Explain(malformed);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        reader.Dispose();
        file.Dispose();
    }

    private bool ReadRecord()
    {
        do
        {
            malformed = null;
            used = 0;
            if (!reader.Read()) return false;
        }
        while (IsBlank());
        return true;
    }

    private bool IsBlank()
    {
        for (var i = 0; i < reader.FieldCount; i++)
            if (!reader.IsEmpty(i)) return false;
        return true;
    }

    private bool HasValueBeyondHeader()
    {
        for (var i = Columns.Count; i < reader.FieldCount; i++)
            if (!reader.IsEmpty(i)) return true;
        return false;
    }

    private static string? Explain(CsvMalformedReason? reason) => reason switch
    {
        null or CsvMalformedReason.StrayQuote => null,
        CsvMalformedReason.UnterminatedQuote => "A quote that opens in this row is never closed. Close it, or double it if it belongs to the text.",
        _ => "Text follows a closing quote. Double the quotes that belong to the text.",
    };
}
