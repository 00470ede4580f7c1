using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>An account of a preview with its name and the reasons.</summary>
public sealed record MoveRow(PreviewedAccount Account, string ExternalId, string Name, IReadOnlyList<MoveReason> Reasons);

/// <summary>Puts names to the accounts of a preview, page by page.</summary>
public sealed class ListMoves(IDbContextFactory<HealthScoreDb> factory)
{
    /// <summary>The accounts in their order; those that the actor may no longer see are left out.</summary>
    public async Task<IReadOnlyList<MoveRow>> RunAsync(Actor actor, ModelPreview preview, IReadOnlyList<PreviewedAccount> accounts, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var ids = accounts.Select(a => a.Id).ToArray();
        var names = await db.Accounts.Where(a => ids.Contains(a.Id) && db.CurrentAccounts.SeenBy(actor).Any(c => c.AccountId == a.Id))
            .Select(a => new { a.Id, a.ExternalId, a.Name }).ToDictionaryAsync(a => a.Id, ct);
        return [.. accounts.Where(a => names.ContainsKey(a.Id)).Select(a => new MoveRow(a, names[a.Id].ExternalId, names[a.Id].Name, preview.ReasonsOf(a)))];
    }
}
