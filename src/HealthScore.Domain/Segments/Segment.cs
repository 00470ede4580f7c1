namespace HealthScore.Domain.Segments;

/// <summary>A group of accounts that use the product in the same way and are scored by the same models.</summary>
public sealed class Segment
{
    /// <summary>Key.</summary>
    public int Id { get; init; }

    /// <summary>As shown, and as imports name it; unique.</summary>
    public required string Name { get; set; }

    /// <summary>What it is for, in people's words; may be empty.</summary>
    public string Description { get; set; } = "";

    /// <summary>Order, from 0: the first segment that matches an account has it.</summary>
    public int Position { get; set; }

    /// <summary>What must hold for an account to belong to it; null: it is filled by imports and by hand.</summary>
    public Condition? Condition { get; set; }

    /// <summary>The journey that its accounts follow; null: the first one.</summary>
    public int? JourneyId { get; set; }

    /// <summary>Grows with each change, so that whoever changes an older one is told.</summary>
    public int Revision { get; set; }
}
