namespace HealthScore.Engine.Ingest.Problems;

/// <summary>Collects what is wrong: counts everything, lists the first of it.</summary>
internal sealed class ProblemLog
{
    /// <summary>How many errors are listed at most.</summary>
    public const int MostErrors = 1_000;

    /// <summary>How many warnings of one reason are listed at most, so that a frequent one does not hide a rare one.</summary>
    public const int MostWarnings = 100;

    private const int LongestValue = 80;
    private readonly List<Problem> listed = [];
    private readonly SortedDictionary<ProblemReason, long> counts = [];

    public long Errors { get; private set; }
    public long Warnings { get; private set; }
    public IReadOnlyDictionary<ProblemReason, long> Counts => counts;

    /// <summary>Errors, then warnings, each in the order of the file.</summary>
    public IReadOnlyList<Problem> Listed => [.. listed.OrderBy(p => p.Reason.IsWarning()).ThenBy(p => p.Row).ThenBy(p => p.Reason)];

    /// <summary>True when an error has told why this cell gives nothing. A column whose dates are ambiguous gives nothing in any row.</summary>
    public bool Explains(int row, string? column) =>
        listed.Exists(p => p.Column == column && !p.Reason.IsWarning() && (p.Row == row || p.Reason == ProblemReason.AmbiguousDates));

    public void Add(int row, string? column, ReadOnlySpan<char> value, ProblemReason reason, string message) =>
        Add(row, column, value, reason, message, static m => m);

    /// <summary>The message is only made when it will be listed: a file may have a million faults.</summary>
    public void Add<T>(int row, string? column, ReadOnlySpan<char> value, ProblemReason reason, T about, Func<T, string> message)
    {
        var count = counts.GetValueOrDefault(reason) + 1;
        counts[reason] = count;
        var isListed = reason.IsWarning() ? count <= MostWarnings : Errors < MostErrors;
        if (reason.IsWarning()) Warnings++;
        else Errors++;
        if (isListed) listed.Add(new Problem(row, column, Shorten(value), reason, message(about)));
    }

    private static string? Shorten(ReadOnlySpan<char> value) =>
        value.IsEmpty ? null : (value.Length <= LongestValue ? value.ToString() : $"{value[..LongestValue]}…").Replace("\0", "", StringComparison.Ordinal);
}
