namespace HealthScore.Domain.Primitives;

/// <summary>What a user is for; it decides what the user may do.</summary>
public enum Role
{
    /// <summary>Customer success manager: works with accounts.</summary>
    Csm = 1,

    /// <summary>CS operations: imports data, keeps segments, metrics and models, starts runs.</summary>
    CsOps = 2,

    /// <summary>VP CS or CFO: reads everything, exports reports.</summary>
    Leadership = 3,

    /// <summary>Keeps users and the installation; may do all that others may.</summary>
    Admin = 4,
}

/// <summary>One thing that a role may or may not do.</summary>
public enum Permission
{
    /// <summary>Read accounts, scores, the portfolio and reports within one's portfolio scope.</summary>
    Read,

    /// <summary>Export files of what one may read.</summary>
    Export,

    /// <summary>Work with the accounts within one's portfolio scope: touches, pulses, risk events, overrides, snoozes, owners, open lists.</summary>
    WorkAccounts,

    /// <summary>Import accounts, readings, outcomes and contacts.</summary>
    Import,

    /// <summary>Change and publish scoring models, metrics, segments and stages.</summary>
    EditModels,

    /// <summary>Start and cancel scoring runs.</summary>
    RunJobs,

    /// <summary>Add users, change their role, disable them.</summary>
    ManageUsers,
}

/// <summary>Which role holds which permission.</summary>
public static class Roles
{
    /// <summary>Every role, in the order of a list to choose from.</summary>
    public static IReadOnlyList<Role> All { get; } = [Role.Csm, Role.CsOps, Role.Leadership, Role.Admin];

    /// <summary>True when the role may do it.</summary>
    public static bool Allows(this Role role, Permission permission) => permission switch
    {
        Permission.Read or Permission.Export => All.Contains(role),
        Permission.WorkAccounts => role is Role.Csm or Role.CsOps or Role.Admin,
        Permission.Import or Permission.EditModels or Permission.RunJobs => role is Role.CsOps or Role.Admin,
        Permission.ManageUsers => role is Role.Admin,
        _ => false,
    };

    /// <summary>The role's name as people write it.</summary>
    public static string Name(this Role role) => role switch
    {
        Role.Csm => "CSM",
        Role.CsOps => "CS Ops",
        _ => role.ToString(),
    };
}
