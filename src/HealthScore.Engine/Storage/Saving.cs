using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Storage;

/// <summary>Saving what others may be saving at the same time.</summary>
internal static class Saving
{
    /// <summary>Saves; false when somebody else was faster: made what there may be once only, or changed what was read before.</summary>
    public static async Task<bool> TrySaveAsync(this HealthScoreDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }
}
