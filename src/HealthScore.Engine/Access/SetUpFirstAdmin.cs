using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Access;

/// <summary>Makes the first admin of an empty installation. It works once, also when two people try at the same moment.</summary>
public sealed class SetUpFirstAdmin(HealthScoreDb db, AddUser addUser)
{
    public Task<bool> IsNeededAsync(CancellationToken ct) => db.Users.AllAsync(_ => false, ct);

    public async Task<Result<AppUser>> RunAsync(string email, string name, string password, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"lock table app_user in exclusive mode", ct);
        if (!await IsNeededAsync(ct)) return new Error("already_set_up", "This installation already has its users. Sign in, or ask an admin to add you.");
        var added = await addUser.RunAsync(Actor.System, new(email, name, Role.Admin, password), ct);
        if (added.IsOk) await transaction.CommitAsync(ct);
        return added;
    }
}
