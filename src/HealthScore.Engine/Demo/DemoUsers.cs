using HealthScore.Domain.Primitives;

namespace HealthScore.Engine.Demo;

/// <summary>Somebody who signs in to the demo.</summary>
/// <param name="Email">Signs in with it.</param>
/// <param name="Name">As shown.</param>
/// <param name="Role">Decides the permissions.</param>
/// <param name="Password">No secret: it is printed at the start of the demo.</param>
public sealed record DemoUser(string Email, string Name, Role Role, string Password);

/// <summary>The people who sign in to the demo, one per role.</summary>
public static class DemoUsers
{
    public const string OpsName = "Robin Hale";
    public const string LeadName = "Marta Olsen";
    public const string AdminName = "Sam Okoro";

    private const string Password = "fieldnote-demo";

    /// <summary>The CSM is one of the owners, and sees that owner's accounts only.</summary>
    public static IReadOnlyList<DemoUser> All { get; } =
    [
        new(DemoPeople.SignInEmail, DemoPeople.Owners(1)[DemoPeople.SignInOwner - 1].Name, Role.Csm, Password),
        new("ops@demo.healthscore", OpsName, Role.CsOps, Password),
        new("lead@demo.healthscore", LeadName, Role.Leadership, Password),
        new("admin@demo.healthscore", AdminName, Role.Admin, Password),
    ];
}
