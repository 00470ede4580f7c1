using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Access;

/// <summary>A user to be added.</summary>
/// <param name="Email">Signs in with it; an owner with the same address becomes this user's portfolio.</param>
/// <param name="Name">As shown.</param>
/// <param name="Role">Decides the permissions.</param>
/// <param name="Password">At least 10 characters.</param>
/// <param name="OnlyOwn">True: sees only the accounts they own.</param>
public sealed record NewUser(string Email, string Name, Role Role, string Password, bool OnlyOwn = false);

/// <summary>Adds a user. There is no open registration: an admin does this, or the machine's command line.</summary>
public sealed class AddUser(UserManager<AppUser> users, HealthScoreDb db)
{
    public async Task<Result<AppUser>> RunAsync(Actor actor, NewUser user, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageUsers)) return Error.Forbidden("add users");
        if (string.IsNullOrWhiteSpace(user.Name)) return new Error("name_missing", "Give the user a name.", nameof(user.Name));
        var email = user.Email.Trim().ToLowerInvariant();
        if (!System.Net.Mail.MailAddress.TryCreate(email, out _)) return new Error("mail_invalid", $"“{user.Email}” is not a mail address.", nameof(user.Email));
        var owner = await db.Owners.AsNoTracking().Where(o => o.Email == email).Select(o => (int?)o.Id).SingleOrDefaultAsync(ct);
        var added = new AppUser
        {
            UserName = email, Email = email, EmailConfirmed = true, Name = user.Name.Trim(), Role = user.Role, OwnerId = owner, OnlyOwn = user.OnlyOwn,
        };
        var result = await users.CreateAsync(added, user.Password);
        return result.Succeeded ? added : Result<AppUser>.Fail([.. result.Errors.Select(Explain)]);
    }

    internal static Error Explain(IdentityError e) => e.Code switch
    {
        "DuplicateEmail" or "DuplicateUserName" => new("mail_taken", "There already is a user with this mail address.", nameof(NewUser.Email)),
        "PasswordTooShort" => new("password_short", "The password needs at least 10 characters.", nameof(NewUser.Password)),
        "PasswordRequiresUniqueChars" => new("password_simple", "The password needs at least 5 different characters.", nameof(NewUser.Password)),
        "PasswordMismatch" => new("password_wrong", "The current password is not right.", nameof(NewUser.Password)),
        "PasswordRequiresLower" => new("password_simple", "The password needs at least one lower-case letter.", nameof(NewUser.Password)),
        _ => new(e.Code, e.Description),
    };
}
