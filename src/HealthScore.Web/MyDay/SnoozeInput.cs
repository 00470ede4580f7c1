using System.ComponentModel.DataAnnotations;

namespace HealthScore.Web.MyDay;

/// <summary>What putting an account off asks for. The names are those of Engine's NewSnooze, so that its errors find their field.</summary>
public sealed class SnoozeInput
{
    public long AccountId { get; set; }

    [Required(ErrorMessage = "Choose a day.")]
    public DateOnly? Until { get; set; }

    [Required(ErrorMessage = "Say why this can wait; others will read it.")]
    public string? Reason { get; set; }
}

/// <summary>Which account is there again.</summary>
public sealed class WakeInput
{
    public long AccountId { get; set; }
}
