using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>Refuses what makes no sense of a customer that has left: nothing scores it any more, and it is in no stage that it could get on in.</summary>
internal static class LeftCustomers
{
    public static async Task<Error?> RefuseAsync(HealthScoreDb db, IReadOnlyCollection<long> accounts, CancellationToken ct) =>
        await db.CurrentAccounts.AnyAsync(a => accounts.Contains(a.AccountId) && !a.Active && db.Accounts.Any(o => o.Id == a.AccountId && o.Churned != null), ct)
            ? new("has_left", "This customer has left: it is scored no more and moves through no stages. Record a touch instead, to keep what was said or to win it back.") : null;
}
