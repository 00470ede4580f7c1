using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;

namespace HealthScore.Engine.Ingest;

/// <summary>What an import did, or why it did nothing.</summary>
/// <param name="Kind">What the file is about.</param>
/// <param name="FileName">Its name, without folders.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="IsDryRun">True when only a trial was asked for.</param>
/// <param name="Rows">Data rows that were read; those that the mapping leaves out are not among them.</param>
/// <param name="Added">New readings, accounts, outcomes or contacts. Of a trial of readings: all that would be written.</param>
/// <param name="Changed">Those that were known and are different now.</param>
/// <param name="Unchanged">Those that said what was known already.</param>
/// <param name="Errors">All that is wrong, listed or not. With any nothing was written.</param>
/// <param name="Warnings">All that is odd, listed or not.</param>
/// <param name="Reasons">How often each reason occurred.</param>
/// <param name="Problems">The first 1,000 errors, then the first 100 warnings of each reason, in the order of the file.</param>
/// <param name="Took">From the first look at the file to the commit.</param>
public sealed record ImportReport(
    ImportKind Kind,
    string FileName,
    string Sha256,
    bool IsDryRun,
    long Rows,
    long Added,
    long Changed,
    long Unchanged,
    long Errors,
    long Warnings,
    IReadOnlyDictionary<ProblemReason, long> Reasons,
    IReadOnlyList<Problem> Problems,
    TimeSpan Took)
{
    /// <summary>Of the readings added and changed, those of days that had been scored for good; these scores stay as published.</summary>
    public long Late { get; init; }

    /// <summary>True when the file is in; false when it has errors or only a trial was asked for.</summary>
    public bool IsWritten => !IsDryRun && Errors == 0;
}
