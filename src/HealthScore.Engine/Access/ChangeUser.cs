using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Access;

/// <summary>What to change of a user; null leaves it as it is.</summary>
public sealed record UserChange(string UserId, Role? Role = null, bool? OnlyOwn = null, bool? IsDisabled = null, string? NewPassword = null);

/// <summary>Changes a user's role, scope, password, or lets them in no longer. Open sessions end or follow within a minute.</summary>
public sealed class ChangeUser(UserManager<AppUser> users)
{
    public async Task<Result<Done>> RunAsync(Actor actor, UserChange change, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageUsers)) return Error.Forbidden("change users");
        if (await users.FindByIdAsync(change.UserId) is not { } user) return Error.NotFound("user");
        var losesAdmin = user.Role == Role.Admin && !user.IsDisabled && (change.IsDisabled == true || change.Role is not (null or Role.Admin));
        if (losesAdmin && !await users.Users.AnyAsync(u => u.Id != user.Id && u.Role == Role.Admin && !u.IsDisabled, ct))
            return new Error("last_admin", "This is the last admin. Make somebody else an admin first.");

        user.Role = change.Role ?? user.Role;
        user.OnlyOwn = change.OnlyOwn ?? user.OnlyOwn;
        user.IsDisabled = change.IsDisabled ?? user.IsDisabled;
        if (change.NewPassword is { } password)
        {
            var reset = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
            if (!reset.Succeeded) return Result<Done>.Fail([.. reset.Errors.Select(AddUser.Explain)]);
        }

        var result = await users.UpdateSecurityStampAsync(user);
        return result.Succeeded ? Done.Value : Result<Done>.Fail([.. result.Errors.Select(AddUser.Explain)]);
    }
}
