using HealthScore.Engine.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace HealthScore.Web.Access;

/// <summary>Identity's sign-in, closed to disabled users.</summary>
public sealed class UserSignIn(
    UserManager<AppUser> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<AppUser> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<AppUser>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<AppUser> confirmation, TimeProvider time)
    : SignInManager<AppUser>(users, http, claims, options, log, schemes, confirmation)
{
    // An answer to an unknown address must take as long as one to a known address.
    private static readonly AppUser Stranger = new();
    private static readonly string StrangersHash = new PasswordHasher<AppUser>().HashPassword(Stranger, Guid.NewGuid().ToString());

    // Attempts on one address wait for each other: guesses sent at the same moment would otherwise count as one.
    private static readonly SemaphoreSlim[] Turns = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    public override async Task<bool> CanSignInAsync(AppUser user) => !user.IsDisabled && await base.CanSignInAsync(user);

    /// <summary>True when the two belong together; every other outcome looks the same from outside.</summary>
    public async Task<bool> TryAsync(string mail, string password)
    {
        var address = UserManager.NormalizeEmail(mail.Replace("\0", "", StringComparison.Ordinal).Trim()) ?? "";
        var turn = Turns[(uint)address.GetHashCode(StringComparison.Ordinal) % Turns.Length];
        await turn.WaitAsync();
        try
        {
            return await TryAloneAsync(address, password);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<bool> TryAloneAsync(string address, string password)
    {
        var user = await UserManager.FindByEmailAsync(address);
        var result = user is null ? SignInResult.Failed : await PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            user!.LastSignIn = time.GetUtcNow();
            await UserManager.UpdateAsync(user);
            return true;
        }

        if (user is null || result.IsLockedOut || result.IsNotAllowed)
            UserManager.PasswordHasher.VerifyHashedPassword(Stranger, StrangersHash, password);
        return false;
    }

    /// <summary>Lets a session go on whose own user was just changed; every other session of theirs ends.</summary>
    public async Task RenewAsync(string userId)
    {
        if (await UserManager.FindByIdAsync(userId) is { IsDisabled: false } user) await RefreshSignInAsync(user);
    }
}
