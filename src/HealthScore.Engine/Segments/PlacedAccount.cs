using HealthScore.Domain.Segments;

namespace HealthScore.Engine.Segments;

/// <summary>An account with all that conditions ask of it, and where it stands.</summary>
/// <param name="Facts">What is known of it.</param>
/// <param name="SegmentId">The segment that it is in.</param>
/// <param name="IsPlaced">Whether a condition put it there against what was given.</param>
/// <param name="GivenId">The segment that an import or a person put it into.</param>
internal sealed record PlacedAccount(ConditionFacts Facts, int? SegmentId, bool IsPlaced, int? GivenId);
