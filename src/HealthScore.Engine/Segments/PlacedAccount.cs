using HealthScore.Domain.Segments;

namespace HealthScore.Engine.Segments;

/// <summary>An account with all that conditions ask of it, and where it stands.</summary>
/// <param name="Facts">What is known of it.</param>
/// <param name="SegmentId">The segment that it is in.</param>
/// <param name="IsPlaced">Whether a condition put it there against what was given.</param>
/// <param name="GivenId">The segment that an import or a person put it into.</param>
/// <param name="Stage">The stage that it is in.</param>
/// <param name="From">The stage that rules look at: the one that somebody gave it today, else that of the day before.</param>
/// <param name="Before">The stage that it was in when the day began.</param>
internal sealed record PlacedAccount(ConditionFacts Facts, int? SegmentId, bool IsPlaced, int? GivenId, PlacedStage Stage, int? From, int? Before);

/// <summary>The stage of an account.</summary>
/// <param name="Id">The one that it is in.</param>
/// <param name="IsPlaced">Whether an entry rule put it there against what was given.</param>
/// <param name="GivenId">The one that an import or a person put it into.</param>
internal readonly record struct PlacedStage(int? Id, bool IsPlaced, int? GivenId)
{
    /// <summary>Where it stands when a rule says so, and something was given.</summary>
    public static PlacedStage Of(int? id, int? given) => new(id, id != given, given);
}
