using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>The bound of a look at many accounts: who sees only their own sees only these.</summary>
internal static class SeenAccounts
{
    /// <summary>The accounts that the actor may see; null: all.</summary>
    public static async Task<HashSet<long>?> SeenAccountsAsync(this HealthScoreDb db, Actor actor, CancellationToken ct) =>
        actor.Scope is null ? null : await db.CurrentAccounts.SeenBy(actor).Select(a => a.AccountId).ToHashSetAsync(ct);
}
