using HealthScore.Domain.Primitives;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>The scope of a user in queries.</summary>
internal static class UserScope
{
    /// <summary>The accounts this user may see: the bound of every query of accounts.</summary>
    public static IQueryable<AccountCurrent> SeenBy(this IQueryable<AccountCurrent> accounts, Actor actor) =>
        actor.Scope is { } owner ? accounts.Where(a => a.OwnerId == owner) : accounts;
}
