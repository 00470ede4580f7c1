using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Ingest;

/// <summary>An import as the Data page lists it.</summary>
public sealed record ImportListing(
    long Id, string Kind, string FileName, string RequestedBy, DateTimeOffset StartedAt, DateTimeOffset EndedAt, bool IsDryRun, bool Succeeded,
    long Rows, long Added, long Changed, long Unchanged, long Errors, long Warnings, ImportDetails Details);

/// <summary>The imports, the youngest first; also those that were refused.</summary>
public sealed class ListImports(IDbContextFactory<HealthScoreDb> factory)
{
    private const int MostRows = 200;

    public async Task<Result<IReadOnlyList<ImportListing>>> RunAsync(Actor actor, int count, CancellationToken ct)
    {
        if (!actor.May(Permission.Import)) return Error.Forbidden("see imports");
        await using var db = await factory.CreateDbContextAsync(ct);
        var runs = await db.ImportRuns.AsNoTracking().OrderByDescending(r => r.Id).Take(Math.Clamp(count, 1, MostRows)).ToListAsync(ct);
        return Result<IReadOnlyList<ImportListing>>.Ok([.. runs.Select(r => new ImportListing(
            r.Id, r.Kind, r.FileName, r.RequestedBy, r.StartedAt, r.EndedAt, r.IsDryRun, r.Succeeded, r.Rows, r.Added, r.Changed, r.Unchanged, r.Errors, r.Warnings, ImportDetails.Read(r.Details)))]);
    }
}
