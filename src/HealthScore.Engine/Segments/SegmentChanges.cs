using System.Text.Json;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Mapping;

namespace HealthScore.Engine.Segments;

/// <summary>What a segment said at a time.</summary>
/// <param name="Condition">Null: it was filled by imports and by hand.</param>
/// <param name="JourneyId">The journey that its accounts followed; null: the first one.</param>
public sealed record SegmentContent(string Name, string Description, Condition? Condition, int? JourneyId)
{
    internal static SegmentContent Of(Segment segment) => new(segment.Name, segment.Description, segment.Condition, segment.JourneyId);
}

/// <summary>A segment's place among the others, from 0, before it was moved and after.</summary>
public sealed record SegmentMove(int From, int To);

/// <summary>How changes of segments are written down and read again.</summary>
internal static class SegmentChanges
{
    /// <summary>Notes who changed a segment; what it says now stands in the segment itself.</summary>
    /// <param name="db">In the transaction that changes it.</param>
    /// <param name="segmentId">The segment.</param>
    /// <param name="before">What it said; null: it is made now.</param>
    /// <param name="actor">Who.</param>
    /// <param name="clock">When.</param>
    /// <param name="move">Where it stood, when that is what changes.</param>
    public static void NoteChange(this HealthScoreDb db, int segmentId, SegmentContent? before, Actor actor, OrganisationClock clock, SegmentMove? move = null) => db.ConfigurationChanges.Add(new()
    {
        Thing = ChangedThing.Segment, Of = segmentId, Day = clock.Today, At = clock.Now, By = actor.Name, Before = before is null ? null : Write(before, move),
    });

    public static (SegmentContent Content, SegmentMove? Move) Read(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json) ?? throw new InvalidOperationException("A stored segment cannot be read.");
        return (new(stored.Name, stored.Description, stored.Condition is null ? null : ConditionConverter.Read(stored.Condition), stored.JourneyId), stored.Move);
    }

    private static string Write(SegmentContent content, SegmentMove? move) =>
        JsonSerializer.Serialize(new Stored(content.Name, content.Description, content.Condition is null ? null : ConditionJson.Write(content.Condition), content.JourneyId, move));

    private sealed record Stored(string Name, string Description, string? Condition, int? JourneyId, SegmentMove? Move);
}
