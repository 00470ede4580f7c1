using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;

namespace HealthScore.Engine.Ingest.Rows;

/// <summary>What every step of one import shares.</summary>
internal sealed record ImportContext(ImportMapping Mapping, FileFormats Formats, RowReader Rows, ProblemLog Log, IngestLimits Limits, DateOnly Today, ProgressReporter Progress, CancellationToken Cancellation)
{
    private const int RowsPerReport = 20_000;
    private int read;

    public BoundMapping Bound => Formats.Bound;

    /// <summary>Data rows read so far.</summary>
    public int RowsRead => read;

    /// <summary>Set when the file is refused as a whole while it is being read.</summary>
    public Error? Refusal { get; private set; }

    /// <summary>Goes to the next row, and looks up now and then whether anybody still waits for it.</summary>
    public bool Next()
    {
        if (Refusal is not null || !Rows.Read()) return false;
        if (++read % RowsPerReport == 0)
        {
            Cancellation.ThrowIfCancellationRequested();
            Progress.Report(ImportStage.Checking, read, Rows.Fraction);
        }

        if (read > Limits.Rows) Refuse("rows");
        return Refusal is null;
    }

    /// <summary>Stops reading because there is too much of something.</summary>
    public void Refuse(string what) => Refusal = new Error("file_too_large", $"The file has more than {Limits.Rows:N0} {what}. Split it.");
}
