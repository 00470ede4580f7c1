namespace HealthScore.Web.Models;

/// <summary>What whoever publishes says. The page that asks holds it, so that a dialog that was closed or refused opens with what was typed.</summary>
public sealed class PublishInput
{
    public string Reason { get; set; } = "";

    public string Expected { get; set; } = "";
}
