using System.Text;
using CsvHelper;

namespace HealthScore.Engine.Tests.Reports.Files;

/// <summary>A CSV file as a library that is not ours reads it.</summary>
internal static class Csv
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(byte[] file)
    {
        file.Take(3).Should().Equal(0xEF, 0xBB, 0xBF);
        using var reader = CsvReader.Create(new MemoryStream(file), new() { Encoding = new UTF8Encoding(false, true), HasHeader = false, Separator = ',' });
        var records = new List<string[]>();
        while (reader.Read()) records.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader, i))]);
        return [.. records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(field => field.First, field => field.Second))];
    }

    private static string Text(CsvReader reader, int field)
    {
        var text = new char[reader.GetRawSpan(field).Length];
        return new(text, 0, reader.GetChars(field, text));
    }
}
