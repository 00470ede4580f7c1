using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Access;

/// <summary>Tells who acts, from the database each time: a role or scope taken away counts at once, whatever the cookie says.</summary>
public sealed class ActingUser(IDbContextFactory<HealthScoreDb> factory)
{
    /// <summary>Null when the user is gone or disabled.</summary>
    public async Task<Actor?> FindAsync(string? userId, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(userId)) return null;
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Users.AsNoTracking().Where(u => u.Id == userId && !u.IsDisabled)
            // An owner who came with a later import is found by the mail address.
            .Select(u => new Actor(u.Id, u.Name, u.Role, u.OwnerId ?? db.Owners.Where(o => o.Email == u.Email).Select(o => (int?)o.Id).FirstOrDefault(), u.OnlyOwn)).SingleOrDefaultAsync(ct);
    }
}
