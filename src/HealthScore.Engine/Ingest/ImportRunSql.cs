using HealthScore.Engine.Ingest.Writing;
using HealthScore.Engine.Storage;
using Npgsql;

namespace HealthScore.Engine.Ingest;

/// <summary>The row that every import leaves.</summary>
internal static class ImportRunSql
{
    public static Task InsertAsync(NpgsqlConnection connection, ImportRun run, CancellationToken ct) => Statement.RunAsync(connection,
        """
        insert into import_run (kind, file_name, sha256, requested_by, started_at, ended_at, is_dry_run, succeeded, rows, added, changed, unchanged, errors, warnings, details)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::jsonb)
        """,
        ct, run.Kind, run.FileName, run.Sha256, run.RequestedBy, run.StartedAt, run.EndedAt, run.IsDryRun, run.Succeeded,
        run.Rows, run.Added, run.Changed, run.Unchanged, run.Errors, run.Warnings, run.Details);
}
