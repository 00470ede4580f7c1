namespace HealthScore.Engine.Storage;

/// <summary>A way to look at the accounts grid that somebody keeps: its filters, columns and order as they stand in the address.</summary>
public sealed class SavedView
{
    public int Id { get; init; }

    /// <summary>Whose it is; only they change it.</summary>
    public required string UserId { get; init; }

    /// <summary>Their name, for those who share it.</summary>
    public required string By { get; init; }

    /// <summary>As its owner calls it; one of each name.</summary>
    public required string Name { get; init; }

    /// <summary>Behind the question mark of the address.</summary>
    public required string Query { get; set; }

    /// <summary>True when everybody finds it among their views. The accounts that each sees in it are their own.</summary>
    public bool IsShared { get; set; }
}
