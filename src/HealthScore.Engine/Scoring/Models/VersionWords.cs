namespace HealthScore.Engine.Scoring.Models;

/// <summary>What whoever publishes a version says of it.</summary>
/// <param name="Reason">Why.</param>
/// <param name="ExpectedEffect">What it should bring about; null or empty: nothing was said.</param>
internal sealed record VersionWords(string Reason, string? ExpectedEffect = null);
