namespace HealthScore.Web.Models;

/// <summary>What whoever publishes says of it.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Expected">What it should bring about; may be empty.</param>
public sealed record PublishInput(string Reason, string Expected);
