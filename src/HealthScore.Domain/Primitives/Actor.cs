namespace HealthScore.Domain.Primitives;

/// <summary>Who acts: every query and command of Engine takes one and lets through only what this user may see or do.</summary>
/// <param name="UserId">The user's id; empty for the program itself.</param>
/// <param name="Name">As shown in histories.</param>
/// <param name="Role">Decides the permissions.</param>
/// <param name="OwnerId">The owner (CSM) that this user is, if any.</param>
/// <param name="OnlyOwn">True when the user's portfolio scope ends with the accounts they own.</param>
public sealed record Actor(string UserId, string Name, Role Role, int? OwnerId = null, bool OnlyOwn = false)
{
    private const int NoOwner = -1;

    /// <summary>The program acting for itself: nightly jobs and the command line of the machine it runs on.</summary>
    public static Actor System { get; } = new("", "HealthScore", Role.Admin);

    /// <summary>True when the role allows it.</summary>
    public bool May(Permission permission) => Role.Allows(permission);

    /// <summary>
    /// The owner whose accounts bound every query of this user; null: no bound. An owner id that no account has (-1) when the user is bound
    /// but owns nothing, and when the user may not read at all: what bounds every query refuses such a one in every query.
    /// </summary>
    public int? Scope => !May(Permission.Read) ? NoOwner : OnlyOwn ? OwnerId ?? NoOwner : null;

}
