using System.ComponentModel.DataAnnotations;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Access;

namespace HealthScore.Web.Users;

/// <summary>What adding a user asks for. The names are those of <see cref="NewUser"/>, so that Engine's errors find their field.</summary>
public sealed class UserInput
{
    [Required(ErrorMessage = "Write the name."), MaxLength(100, ErrorMessage = "At most 100 characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Write the mail address."), MaxLength(256)]
    public string Email { get; set; } = "";

    public Role Role { get; set; } = Role.Csm;

    public bool OnlyOwn { get; set; }

    [MaxLength(256)]
    public string? Password { get; set; }
}

/// <summary>What changing a user's role asks for.</summary>
public sealed class RoleInput
{
    public Role Role { get; set; }

    public bool OnlyOwn { get; set; }
}

/// <summary>What setting another user's password asks for.</summary>
public sealed class NewPasswordInput
{
    [MaxLength(256)]
    public string? Password { get; set; }
}

/// <summary>What putting a user into a team asks for.</summary>
public sealed class TeamInput
{
    [MaxLength(ChangeTeam.LongestName, ErrorMessage = "At most 60 letters.")]
    public string? Team { get; set; }
}
