using HealthScore.Engine.Ingest.Files;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Values;

namespace HealthScore.Engine.Ingest.Rows;

/// <summary>Decides over the whole file how its columns write dates and fractions. A question that the file cannot answer becomes an error.</summary>
internal static class ColumnFormats
{
    /// <summary>Sets the date order of each day column, and returns the decimal sign.</summary>
    public static char Decide(Table table, BoundMapping bound, ImportMapping mapping, bool isWorkbook, ProblemLog log, Action<int> progress)
    {
        var days = mapping.Dates is null ? bound.All.Where(f => f.Type == FieldType.Day && f.Column >= 0).Select(f => (Field: f, Vote: new DateVote())).ToArray() : [];
        // A workbook keeps its numbers as numbers, so only texts of a text file can be unclear.
        var numbers = mapping.Decimal is null && !isWorkbook ? bound.All.Where(f => f.Type == FieldType.Number && f.Column >= 0).ToArray() : [];
        var decimals = new DecimalVote();
        foreach (var field in bound.All) field.Dates = mapping.Dates;
        if (days.Length + numbers.Length == 0) return mapping.Decimal?[0] ?? '.';

        for (var n = 1; table.Read(); n++)
        {
            foreach (var (field, vote) in days) vote.Add(table[field.Column], table.Row);
            foreach (var field in numbers) decimals.Add(table[field.Column], table.Row, field.ColumnName);
            if (n % 50_000 == 0) progress(n);
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
        return mapping.Decimal?[0] ?? decimals.Sign;
    }
}
