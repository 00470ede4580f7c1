using System.ComponentModel.DataAnnotations;

namespace HealthScore.Web.Access;

/// <summary>What the sign-in form asks for.</summary>
public sealed class SignInInput
{
    [Required(ErrorMessage = "Write your mail address."), MaxLength(256)]
    public string Mail { get; set; } = "";

    [Required(ErrorMessage = "Write your password."), MaxLength(256)]
    public string Password { get; set; } = "";
}

/// <summary>What the first set-up asks for.</summary>
public sealed class SetupInput
{
    [Required(ErrorMessage = "Write your name."), MaxLength(100, ErrorMessage = "At most 100 characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Write your mail address."), EmailAddress(ErrorMessage = "Write the whole address, such as ada@example.com."), MaxLength(256)]
    public string Mail { get; set; } = "";

    [Required(ErrorMessage = "Choose a password."), MinLength(10, ErrorMessage = "The password needs at least 10 characters."), MaxLength(256)]
    public string Password { get; set; } = "";
}

/// <summary>What changing one's own password asks for.</summary>
public sealed class PasswordInput
{
    [Required(ErrorMessage = "Write the password you have now."), MaxLength(256)]
    public string Current { get; set; } = "";

    [Required(ErrorMessage = "Choose a new password."), MinLength(10, ErrorMessage = "The password needs at least 10 characters."), MaxLength(256)]
    public string New { get; set; } = "";

    [Required(ErrorMessage = "Write the new password again."), Compare(nameof(New), ErrorMessage = "The two new passwords differ.")]
    public string Again { get; set; } = "";
}
