namespace HealthScore.Engine.Ingest.Problems;

/// <summary>One thing that is wrong or odd in a file.</summary>
/// <param name="Row">As a spreadsheet counts: the header is row 1.</param>
/// <param name="Column">The column's name in the file; null: the whole row.</param>
/// <param name="Value">The cell's text as it stands there, cut to a readable length.</param>
/// <param name="Reason">From the closed list.</param>
/// <param name="Message">A sentence for people: what is wrong and what to do.</param>
public sealed record Problem(int Row, string? Column, string? Value, ProblemReason Reason, string Message)
{
    /// <summary>The problem with its place, on one line, as the command line prints it.</summary>
    public override string ToString()
    {
        var place = Column is null ? $"row {Row}" : $"row {Row}, column {Column}";
        return Value is null ? $"{place}: {Message}" : $"{place}: “{Value}”: {Message}";
    }
}
