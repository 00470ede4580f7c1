using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>The ids of all accounts that match, to do something with all of them.</summary>
public sealed class SelectAccounts(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <param name="actor">Sees only their own.</param>
    /// <param name="filter">Which; its page does not matter.</param>
    /// <param name="most">More are refused.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<IReadOnlyList<long>>> RunAsync(Actor actor, AccountFilter filter, int most, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        List<long> ids = await db.CurrentAccounts.SeenBy(actor).Matching(filter, clock.Today, db).Select(a => a.AccountId).Take(most + 1).ToListAsync(ct);
        return ids.Count <= most ? ids : new Error("too_many", $"More than {most} accounts match, which is more than can be worked with at once. Filter further.");
    }
}
