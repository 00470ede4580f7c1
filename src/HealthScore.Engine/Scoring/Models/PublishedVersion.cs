namespace HealthScore.Engine.Scoring.Models;

/// <summary>A version that has just been published.</summary>
/// <param name="Published">The first day it scores.</param>
/// <param name="Accounts">How many accounts are scored by it now: they were marked.</param>
public sealed record PublishedVersion(int VersionId, int Number, DateOnly Published, int Accounts);
