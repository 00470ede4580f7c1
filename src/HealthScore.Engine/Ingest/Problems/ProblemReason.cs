namespace HealthScore.Engine.Ingest.Problems;

/// <summary>Why a cell or row cannot be imported, or deserves a look. A closed list: each is counted, and docs/ingest.md explains each.</summary>
public enum ProblemReason
{
    /// <summary>A quote is never closed, or text follows a closing quote.</summary>
    BrokenQuotes = 1,

    /// <summary>The row has more values than the header has columns.</summary>
    TooManyValues = 2,

    /// <summary>A cell that must have a value is empty.</summary>
    Missing = 3,

    /// <summary>The text is longer than we keep.</summary>
    TooLong = 4,

    /// <summary>The text is not a date.</summary>
    NotADate = 5,

    /// <summary>Every date of the column could be read day-first or month-first.</summary>
    AmbiguousDates = 6,

    /// <summary>A year of two digits.</summary>
    ShortYear = 7,

    /// <summary>The day lies before 1970 or after 2100.</summary>
    DayOutOfRange = 8,

    /// <summary>The text is not a number.</summary>
    NotANumber = 9,

    /// <summary>Nothing in the file tells whether the comma or the point is the decimal sign.</summary>
    AmbiguousDecimals = 10,

    /// <summary>The number is negative where it cannot be, or too large.</summary>
    NumberOutOfRange = 11,

    /// <summary>The text is neither yes nor no.</summary>
    NotYesOrNo = 12,

    /// <summary>The word is not one of those that are possible here.</summary>
    UnknownWord = 13,

    /// <summary>There is no such account, and the mapping does not create them.</summary>
    UnknownAccount = 14,

    /// <summary>There is no such metric, and the mapping does not create them, or its key cannot be one.</summary>
    UnknownMetric = 15,

    /// <summary>There is no such segment, stage or owner, and the mapping does not create them.</summary>
    UnknownName = 16,

    /// <summary>Two rows say something about the same thing.</summary>
    Repeated = 17,

    /// <summary>Two values of the row cannot both be true, e.g. an end before the start.</summary>
    Contradiction = 18,

    /// <summary>The joined file has no row with this key.</summary>
    NoMatch = 19,

    /// <summary>The metric is calculated, so that no readings of it can be brought in.</summary>
    CalculatedMetric = 20,

    /// <summary>Warning: the day lies before the account's start.</summary>
    BeforeStart = 101,

    /// <summary>Warning: the day lies after the account has left.</summary>
    AfterChurn = 102,

    /// <summary>Warning: the day lies outside the span that the row itself gives, e.g. its subscription's.</summary>
    OutsideSpan = 103,

    /// <summary>Warning: the day lies in the future.</summary>
    InFuture = 104,

    /// <summary>Warning: an earlier row has the same id.</summary>
    RepeatedId = 105,

    /// <summary>Warning: the cell is empty, so there is no reading.</summary>
    NoReading = 106,

    /// <summary>Warning: the row says that the account has left or not, the churn day says otherwise.</summary>
    ChurnDisagrees = 107,

    /// <summary>Warning: the metric is retired. Its readings are kept all the same.</summary>
    RetiredMetric = 108,
}

/// <summary>What a reason does to an import.</summary>
public static class ProblemReasons
{
    /// <summary>Warnings are listed and counted and let the import pass; anything else stops it.</summary>
    public static bool IsWarning(this ProblemReason reason) => (int)reason > 100;

    /// <summary>In words, to stand beside its count: "not a date".</summary>
    public static string Words(this ProblemReason reason) =>
        string.Concat(reason.ToString().Select((c, i) => char.IsAsciiLetterUpper(c) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(c) : c.ToString()));
}
