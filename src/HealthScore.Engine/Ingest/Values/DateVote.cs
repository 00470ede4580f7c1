namespace HealthScore.Engine.Ingest.Values;

/// <summary>
/// Decides over a whole column whether the day or the month comes first. One value such as 16/10/2024 decides it;
/// when all values fit both orders and give different days, nobody can know, and the user is asked.
/// </summary>
internal sealed class DateVote
{
    private int dayFirst;
    private int monthFirst;
    private int either;

    /// <summary>The row and text of the first value that fits both orders, to show with the question.</summary>
    public (int Row, string Text)? Example { get; private set; }

    /// <summary>True when some value needs the order and no value tells it.</summary>
    public bool IsAmbiguous => either > 0 && dayFirst == 0 && monthFirst == 0;

    /// <summary>
    /// The order, or null when no value needs one or none tells. A column with values of both orders is given the more frequent one:
    /// the others then are errors, so nothing is imported on this ground.
    /// </summary>
    public DateOrder? Order => (dayFirst, monthFirst) switch
    {
        (0, 0) => null,
        var (d, m) => d >= m ? DateOrder.DayFirst : DateOrder.MonthFirst,
    };

    public void Add(ReadOnlySpan<char> text, int row)
    {
        if (text.Length >= 10 && text[4] == '-') return;
        if (!DateText.TryParse(text, out var date) || !date.NeedsOrder || date.ShortYear || date.First == date.Second) return;
        var asDayFirst = date.IsDay(date.First, date.Second);
        if (asDayFirst && date.IsDay(date.Second, date.First))
        {
            either++;
            Example ??= (row, text.ToString());
        }
        else if (asDayFirst) dayFirst++;
        else monthFirst++;
    }
}
