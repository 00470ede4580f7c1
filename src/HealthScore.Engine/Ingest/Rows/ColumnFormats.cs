using HealthScore.Engine.Ingest.Files;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Values;

namespace HealthScore.Engine.Ingest.Rows;

/// <summary>How a file writes its values.</summary>
/// <param name="Bound">The mapping's fields, each with its date order.</param>
/// <param name="DecimalSign">Of all numbers.</param>
/// <param name="Rows">How many there are, where they had to be looked at; else 0.</param>
internal sealed record FileFormats(BoundMapping Bound, char DecimalSign, int Rows);

/// <summary>Decides over the whole file how its columns write dates and fractions. A question that the file cannot answer becomes an error.</summary>
internal static class ColumnFormats
{
    public static FileFormats Decide(Table table, BoundMapping bound, ImportMapping mapping, bool isWorkbook, ProblemLog log, Action<int> progress)
    {
        var days = mapping.Dates is null ? bound.All.Where(f => f.Type == FieldType.Day && f.Column >= 0).Select(f => (Field: f, Vote: new DateVote())).ToArray() : [];
        // A workbook keeps its numbers as numbers, so only texts of a text file can be unclear.
        var numbers = mapping.Decimal is null && !isWorkbook ? bound.All.Where(f => f.Type == FieldType.Number && f.Column >= 0).ToArray() : [];
        var decimals = new DecimalVote();
        foreach (var field in bound.All) field.Dates = mapping.Dates;
        if (days.Length + numbers.Length == 0) return new FileFormats(bound, mapping.Decimal?[0] ?? '.', 0);

        var rows = 0;
        while (table.Read())
        {
            if (++rows % 50_000 == 0) progress(rows);
            foreach (var (field, vote) in days) vote.Add(table[field.Column], table.Row);
            foreach (var field in numbers) decimals.Add(table[field.Column], table.Row, field.ColumnName);
        }

        foreach (var (field, vote) in days)
        {
            field.Dates = vote.Order;
            if (vote is { IsAmbiguous: true, Example: var (row, text) })
                log.Add(row, field.ColumnName, text, ProblemReason.AmbiguousDates,
                    "Every date of this column can be read day-first and month-first. Say which in the mapping: \"dates\": \"day-first\" or \"month-first\".");
        }

        if (decimals is { IsAmbiguous: true, Example: var (at, column, number) })
            log.Add(at, column, number, ProblemReason.AmbiguousDecimals,
                "Nothing in the file tells whether this is a thousand or a fraction. Say which in the mapping: \"decimal\": \".\" or \",\".");
        return new FileFormats(bound, mapping.Decimal?[0] ?? decimals.Sign, rows);
    }
}
