using HealthScore.Domain.Primitives;
using Microsoft.AspNetCore.Identity;

namespace HealthScore.Engine.Storage;

/// <summary>A person who signs in. It stands beside the database context because Identity's base class is a storage matter.</summary>
public sealed class AppUser : IdentityUser
{
    /// <summary>As shown in histories.</summary>
    public string Name { get; set; } = "";

    /// <summary>Decides the permissions.</summary>
    public Role Role { get; set; } = Role.Csm;

    /// <summary>The owner (CSM) this user is, if any.</summary>
    public int? OwnerId { get; set; }

    /// <summary>True when the portfolio scope ends with the accounts they own.</summary>
    public bool OnlyOwn { get; set; }

    /// <summary>True when they may no longer sign in.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Which columns of the accounts grid they want: keys in order, separated by commas; null: as they come.</summary>
    public string? AccountColumns { get; set; }

    /// <summary>The view the accounts grid opens with.</summary>
    public int? DefaultViewId { get; set; }

    /// <summary>When they last signed in (UTC).</summary>
    public DateTimeOffset? LastSignIn { get; set; }
}
