namespace HealthScore.Domain.Journeys;

/// <summary>The way a customer goes with us, stage by stage. Which one an account is on follows from its segment.</summary>
public sealed class Journey
{
    /// <summary>Key.</summary>
    public int Id { get; init; }

    /// <summary>As shown; unique.</summary>
    public required string Name { get; set; }

    /// <summary>What it is for, in people's words; may be empty.</summary>
    public string Description { get; set; } = "";

    /// <summary>Order, from 0. The first is the one of every segment that names none.</summary>
    public int Position { get; set; }

    /// <summary>True when an account may go back to an earlier stage; else it only goes on.</summary>
    public bool GoesBack { get; set; } = true;

    /// <summary>Grows with each change, so that whoever changes an older one is told.</summary>
    public int Revision { get; set; }
}
