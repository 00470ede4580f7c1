using HealthScore.Engine.Ingest.Files;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Values;

namespace HealthScore.Engine.Ingest.Rows;

/// <summary>A field of the mapping, tied to its place in the file and to how that column writes its values.</summary>
internal sealed class BoundField(string key, FieldType type, FieldSource source, int column, string columnName)
{
    public string Key => key;
    public FieldType Type => type;

    /// <summary>The name of the custom attribute that it is; null: it is a field of ours.</summary>
    public string? Attribute => ImportField.AttributeOf(key);

    /// <summary>-1: a constant.</summary>
    public int Column => column;

    /// <summary>As the file names it, for messages.</summary>
    public string ColumnName => columnName;
    public decimal? Multiply => source.Multiply;
    public int PlusDays => source.PlusDays ?? 0;
    public DateOrder? Dates { get; set; }

    public ReadOnlySpan<char> Text(Table table)
    {
        var text = column < 0 ? source.Constant : table[column];
        return source.Words is { } words && Replace(text, words) is { } word ? word : text;
    }

    private static string? Replace(ReadOnlySpan<char> text, IReadOnlyDictionary<string, string> words)
    {
        foreach (var (from, to) in words)
            if (text.Equals(from, StringComparison.OrdinalIgnoreCase)) return to;
        return null;
    }
}
