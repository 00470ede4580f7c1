using HealthScore.Engine.Ingest.Files;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Values;

namespace HealthScore.Engine.Ingest.Rows;

/// <summary>Reads typed values out of the current row, and logs what cannot be read.</summary>
internal sealed class RowReader(Table table, char decimalSign, TimeZoneInfo zone, ProblemLog log)
{
    /// <summary>Texts that are shown; a name of a company is shorter.</summary>
    public const int LongestText = 200;

    // Far below what a column holds, so that sums of many fit as well.
    private const decimal MostAmount = 1e11m;

    private static readonly DateOnly Earliest = new(1970, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    public int Row => table.Row;
    public double Fraction => table.Fraction;

    /// <summary>Goes to the next row; rows whose form is broken are logged, and read all the same so that their values are checked.</summary>
    public bool Read()
    {
        if (!table.Read()) return false;
        if (table.Damage is { } damage) log.Add(Row, null, default, ProblemReason.BrokenQuotes, damage);
        if (table.IsTooLong)
            log.Add(Row, null, default, ProblemReason.TooManyValues, "The row has more values than the header has columns. A value that contains the separator must stand in quotes.");
        if (table.Unmatched is >= 0 and var column)
            log.Add(Row, table.Columns[column], table[column], ProblemReason.NoMatch, "The joined file has no row with this key.");
        return true;
    }

    /// <summary>True when the mapping has the field and the row a value for it.</summary>
    public bool Has(BoundField? field) => field is not null && !field.Text(table).IsEmpty;

    /// <summary>The text; empty when there is none, or when it is refused.</summary>
    public ReadOnlySpan<char> Text(BoundField? field, bool isRequired = false, int longest = LongestText)
    {
        if (field is null) return default;
        var text = field.Text(table);
        if (text.IsEmpty && isRequired && table.Unmatched < 0) Missing(field);
        if (text.Length <= longest) return text.Contains('\0') ? text.ToString().Replace("\0", "", StringComparison.Ordinal) : text;
        log.Add(Row, field.ColumnName, text, ProblemReason.TooLong, longest, l => $"The text is too long; at most {l} characters are kept.");
        return default;
    }

    /// <summary>The day; null when there is none, or when it cannot be read.</summary>
    public DateOnly? Day(BoundField? field, bool isRequired = false)
    {
        if (field is null) return null;
        var text = field.Text(table);
        if (NoValue.Is(text))
        {
            if (isRequired && table.Unmatched < 0) Missing(field);
            return null;
        }

        var fault = DateText.TryParse(text, out var date) ? date.Day(field.Dates, zone, out var day) : Not(out day);
        switch (fault)
        {
            case DateFault.None:
                day = day.AddDays(field.PlusDays);
                if (day >= Earliest && day <= Latest) return day;
                log.Add(Row, field.ColumnName, text, ProblemReason.DayOutOfRange, "The day must lie between 1970 and 2100.");
                return null;
            case DateFault.ShortYear:
                log.Add(Row, field.ColumnName, text, ProblemReason.ShortYear,
                    "A year of two digits can mean several days. Write four, or say in the mapping \"dates\": \"day-first\" or \"month-first\", the year being last.");
                return null;
            case DateFault.NotADate:
                log.Add(Row, field.ColumnName, text, ProblemReason.NotADate, field.Dates, DateAdvice);
                return null;
            default:
                return null; // NeedsOrder: asked once for the whole column
        }
    }

    /// <summary>The number, multiplied as the mapping says; null when there is none, or when it cannot be read.</summary>
    public double? Number(BoundField? field, bool isRequired = false)
    {
        if (field is null) return null;
        var text = field.Text(table);
        if (!IsNumberThere(field, text, isRequired)) return null;
        if (NumberText.TryRead(text, decimalSign, out var number))
        {
            // The product is taken in decimals where it can be, so that 0.1 × 12 is 1.2.
            if (field.Multiply is not { } factor) return number;
            var product = Math.Abs(number) < 1e12 && NumberText.TryReadAmount(text, decimalSign, out var exact) ? (double)(exact * factor) : number * (double)factor;
            if (double.IsFinite(product)) return product;
            log.Add(Row, field.ColumnName, text, ProblemReason.NumberOutOfRange, "The number is too large.");
            return null;
        }

        NotANumber(field, text);
        return null;
    }

    /// <summary>An amount of money from 0 up, in whole cents as it is stored.</summary>
    public decimal? Amount(BoundField? field, bool isRequired = false)
    {
        if (field is null) return null;
        var text = field.Text(table);
        if (!IsNumberThere(field, text, isRequired)) return null;
        if (!NumberText.TryReadAmount(text, decimalSign, out var amount))
        {
            NotANumber(field, text);
            return null;
        }

        if (amount is >= 0 and < MostAmount) amount = Math.Round(amount * (field.Multiply ?? 1), 2, MidpointRounding.AwayFromZero);
        if (amount is >= 0 and < MostAmount) return amount;
        log.Add(Row, field.ColumnName, text, ProblemReason.NumberOutOfRange, "An amount must lie between 0 and 100,000,000,000.");
        return null;
    }

    /// <summary>Yes or no; null when there is nothing, or when it cannot be read.</summary>
    public bool? YesNo(BoundField? field)
    {
        if (field is null) return null;
        var text = field.Text(table);
        if (NoValue.Is(text)) return null;
        if (TruthText.TryRead(text, out var truth)) return truth;
        log.Add(Row, field.ColumnName, text, ProblemReason.NotYesOrNo, "Write yes or no, true or false, 1 or 0.");
        return null;
    }

    /// <summary>Logs a problem of the current row.</summary>
    public void Log(BoundField? field, ProblemReason reason, string message) =>
        log.Add(Row, field?.ColumnName, field is null ? default : field.Text(table), reason, message);

    private bool IsNumberThere(BoundField field, ReadOnlySpan<char> text, bool isRequired)
    {
        if (!NoValue.Is(text)) return true;
        if (isRequired && table.Unmatched < 0) Missing(field);
        return false;
    }

    private void Missing(BoundField field) => log.Add(Row, field.ColumnName, default, ProblemReason.Missing, "The cell is empty, but it must have a value.");

    private void NotANumber(BoundField field, ReadOnlySpan<char> text) => log.Add(Row, field.ColumnName, text, ProblemReason.NotANumber, decimalSign,
        sign => sign == ',' ? "This is not a number. The file's decimal sign is the comma." : "This is not a number. The file's decimal sign is the point.");

    private static string DateAdvice(DateOrder? order) => order switch
    {
        DateOrder.DayFirst => "This is not a date. The column's dates are day-first, e.g. 31/12/2024; 2024-12-31 is read everywhere.",
        DateOrder.MonthFirst => "This is not a date. The column's dates are month-first, e.g. 12/31/2024; 2024-12-31 is read everywhere.",
        _ => "This is not a date. Write it like 2024-12-31.",
    };

    private static DateFault Not(out DateOnly day)
    {
        day = default;
        return DateFault.NotADate;
    }
}
