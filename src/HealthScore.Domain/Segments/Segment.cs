namespace HealthScore.Domain.Segments;

/// <summary>A group of accounts that use the product in the same way and are scored by the same models.</summary>
public sealed class Segment
{
    /// <summary>Key.</summary>
    public int Id { get; init; }

    /// <summary>As shown, and as imports name it; unique.</summary>
    public required string Name { get; set; }

    /// <summary>Order in lists, from 0.</summary>
    public int Position { get; set; }
}
