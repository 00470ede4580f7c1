using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Access;

/// <summary>A user as the admin sees it.</summary>
public sealed record UserRow(string Id, string Name, string Email, Role Role, bool OnlyOwn, bool IsDisabled, string? OwnerName, string? Team, int Accounts, DateTimeOffset? LastSignIn);

/// <summary>All users, by name.</summary>
public sealed class ListUsers(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Result<IReadOnlyList<UserRow>>> RunAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageUsers)) return Error.Forbidden("see the list of users");
        await using var db = await factory.CreateDbContextAsync(ct);
        var owned = await db.CurrentAccounts.Where(a => a.Active && a.OwnerId != null).GroupBy(a => a.OwnerId!.Value)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var rows = await (from u in db.Users.AsNoTracking()
                          let o = db.Owners.FirstOrDefault(o => u.OwnerId == o.Id || (u.OwnerId == null && o.Email == u.Email))
                          orderby u.Name
                          select new { u, OwnerId = (int?)o.Id, OwnerName = (string?)o.Name, Team = (string?)o.Team }).ToListAsync(ct);
        return rows.ConvertAll(r => new UserRow(r.u.Id, r.u.Name, r.u.Email ?? "", r.u.Role, r.u.OnlyOwn, r.u.IsDisabled, r.OwnerName, r.Team,
            r.OwnerId is { } id ? owned.GetValueOrDefault(id) : 0, r.u.LastSignIn));
    }
}
