using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest.Files;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Writing;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Npgsql;

namespace HealthScore.Engine.Ingest;

/// <summary>
/// Imports a file: all of it or nothing. Errors in the file are in the report; the result fails when the file cannot be read at all,
/// its mapping makes no sense, or the actor may not import. Every call that gets as far as the file leaves a row in <c>import_run</c>.
/// </summary>
public sealed class ImportFile(NpgsqlDataSource source, ReadingStore readings, OrganisationClock clock, IngestLimits limits, PlaceAccounts place)
{
    public async Task<Result<ImportReport>> RunAsync(Actor actor, ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        if (Refuse(actor, request) is { } refusal) return refusal;
        var (started, scan) = (clock.Now, default(FileScan));
        try
        {
            scan = await FileScan.RunAsync(request.Path, ct);
            var result = await CheckAndWriteTwiceAsync(actor, request, scan, started, new ProgressReporter(progress), ct);
            if (!result.IsOk) await RecordAsync(NotRead(actor, request, scan, started, result.Message));
            else if (!result.Value.IsWritten) await RecordAsync(Run(actor, request, result.Value, started));
            return result;
        }
        catch (Exception e)
        {
            // The transaction is gone; what remains is to say so, also when it was the caller who cancelled.
            await TryRecordAsync(NotRead(actor, request, scan, started, e is OperationCanceledException ? "Cancelled. Nothing was written." : "Failed. Nothing was written; the program's log says why."));
            throw;
        }
    }

    /// <summary>Checks without leaving a row: what the Data page shows before anybody decides.</summary>
    internal Task<Result<ImportReport>> TryAsync(Actor actor, ImportRequest request, FileScan scan, ProgressReporter progress, CancellationToken ct) =>
        CheckAndWriteAsync(actor, request with { IsDryRun = true }, scan, clock.Now, progress, ct);

    /// <summary>Why the actor may not import this; null: they may.</summary>
    internal static Error? Refuse(Actor actor, ImportRequest request) =>
        !actor.May(Permission.Import) ? Error.Forbidden("import data")
        : actor.Scope is not null ? new Error("forbidden", "You see only your own accounts, so you cannot import for all. Ask an admin.")
        : !File.Exists(request.Path) ? new Error("file_missing", $"There is no file {request.FileName}.")
        : null;

    // Whatever else writes the same accounts should take its locks in the same order; where it does not, PostgreSQL ends one of the two.
    private async Task<Result<ImportReport>> CheckAndWriteTwiceAsync(
        Actor actor, ImportRequest request, FileScan scan, DateTimeOffset started, ProgressReporter progress, CancellationToken ct)
    {
        try
        {
            return await CheckAndWriteAsync(actor, request, scan, started, progress, ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            return await CheckAndWriteAsync(actor, request, scan, started, progress, ct);
        }
    }

    private async Task<Result<ImportReport>> CheckAndWriteAsync(
        Actor actor, ImportRequest request, FileScan scan, DateTimeOffset started, ProgressReporter progress, CancellationToken ct)
    {
        var log = new ProblemLog();
        var parsed = await ParseFile.RunAsync(request, scan, limits, clock, log, progress, ct);
        if (!parsed.IsOk) return Result<ImportReport>.Fail(parsed.Errors);
        var (import, write) = parsed.Value;

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await PlacementSql.LockAsync(connection, ct);
        progress.Report(ImportStage.Writing, 0, 0);
        var context = new WriteContext(import, transaction, readings, request.IsDryRun);
        var counts = await write(context);
        var report = new ImportReport(
            request.Kind, request.FileName, scan.Sha256, request.IsDryRun, import.RowsRead, counts.Added, counts.Changed, counts.Unchanged,
            log.Errors, log.Warnings, log.Counts, log.Listed, clock.Now - started) { Late = counts.Late };
        if (!report.IsWritten) return report with { Added = log.Errors > 0 ? 0 : counts.Added };
        // Facts and attributes may put an account into another segment. Readings do so with the next night.
        if (request.Kind is ImportKind.Accounts) await place.TouchedAsync(connection, context.Touched, ct);
        await CurrentSql.MarkAndRefreshAsync(connection, clock.Today, [.. context.Touched], ct);
        await ImportRunSql.InsertAsync(connection, Run(actor, request, report, started), ct);
        await ChangeSql.NotifyAsync(connection, Change.Data, request.Kind is ImportKind.Accounts ? context.Touched : [], ct);
        await transaction.CommitAsync(ct);
        progress.Report(ImportStage.Writing, counts.Added + counts.Changed + counts.Unchanged, 1);
        return report with { Took = clock.Now - started };
    }

    // Its own connection, and not to be cancelled: the row is to stay whatever became of the import.
    private async Task RecordAsync(ImportRun run)
    {
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await ImportRunSql.InsertAsync(connection, run, CancellationToken.None);
    }

    // What went wrong first is what is to be told, also when the database is gone.
    private async Task TryRecordAsync(ImportRun run)
    {
        try
        {
            await RecordAsync(run);
        }
        catch (NpgsqlException)
        {
        }
    }

    private ImportRun Run(Actor actor, ImportRequest request, ImportReport report, DateTimeOffset started) => new()
    {
        Kind = NameOf(request.Kind), FileName = request.FileName, Sha256 = report.Sha256, RequestedBy = actor.Name,
        StartedAt = started, EndedAt = clock.Now, IsDryRun = report.IsDryRun, Succeeded = report.Errors == 0,
        Rows = report.Rows, Added = report.Added, Changed = report.Changed, Unchanged = report.Unchanged, Errors = report.Errors, Warnings = report.Warnings,
        Details = ImportDetails.Write(null, report.Reasons, report.Problems, report.Late),
    };

    private ImportRun NotRead(Actor actor, ImportRequest request, FileScan? scan, DateTimeOffset started, string? message) => new()
    {
        Kind = NameOf(request.Kind), FileName = request.FileName, Sha256 = scan?.Sha256 ?? "", RequestedBy = actor.Name,
        StartedAt = started, EndedAt = clock.Now, IsDryRun = request.IsDryRun, Errors = 1,
        Details = ImportDetails.Write(message, new Dictionary<ProblemReason, long>(), []),
    };

    private static string NameOf(ImportKind kind) => kind.ToString().ToLowerInvariant();
}
