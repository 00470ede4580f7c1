namespace HealthScore.Engine.Scoring.Models;

/// <summary>A version that has just been published.</summary>
/// <param name="Published">The first day it scores.</param>
public sealed record PublishedVersion(int VersionId, int Number, DateOnly Published);
