using HealthScore.Engine.Ingest.Files;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Values;

namespace HealthScore.Engine.Ingest;

/// <summary>What can be said of a file before anybody says what it means.</summary>
/// <param name="FileName">As the user calls it.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Format">In words: the text's encoding and separator, or that it is a workbook.</param>
/// <param name="Columns">In the file's order.</param>
public sealed record FileProfile(string FileName, long Bytes, string Format, IReadOnlyList<ColumnProfile> Columns)
{
    private const int RowsLookedAt = 200;
    private const int Samples = 3;

    internal static FileProfile Of(string fileName, FileScan scan, Table table)
    {
        var looks = table.Columns.Select(_ => new Look()).ToArray();
        for (var n = 0; n < RowsLookedAt && table.Read(); n++)
            for (var i = 0; i < looks.Length; i++) looks[i].Add(table[i]);
        var format = table is CsvTable text ? $"{scan.Encoding!.WebName}, {NameOf(text.Separator)}" : "workbook, first sheet";
        return new FileProfile(fileName, scan.Bytes, format, [.. table.Columns.Zip(looks, (name, look) => new ColumnProfile(name, look.Type, look.Samples))]);
    }

    private static string NameOf(char separator) => separator switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        _ => separator.ToString(),
    };

    private sealed class Look
    {
        private bool isDay = true;
        private bool isNumber = true;
        private bool isYesNo = true;

        public List<string> Samples { get; } = [];
        public FieldType Type => Samples.Count == 0 ? FieldType.Text : isYesNo ? FieldType.YesNo : isNumber ? FieldType.Number : isDay ? FieldType.Day : FieldType.Text;

        public void Add(ReadOnlySpan<char> text)
        {
            if (NoValue.Is(text)) return;
            if (Samples.Count < FileProfile.Samples && !Samples.Contains(text.ToString())) Samples.Add(text.ToString());
            isDay = isDay && DateText.TryParse(text, out _);
            isNumber = isNumber && (NumberText.TryRead(text, '.', out _) || NumberText.TryRead(text, ',', out _));
            isYesNo = isYesNo && !char.IsAsciiDigit(text[0]) && TruthText.TryRead(text, out _);
        }
    }
}

/// <summary>A column by its first rows.</summary>
/// <param name="Name">In the header.</param>
/// <param name="Type">What all its values could be.</param>
/// <param name="Samples">Some different values.</param>
public sealed record ColumnProfile(string Name, FieldType Type, IReadOnlyList<string> Samples);
