namespace HealthScore.Domain.Accounts;

/// <summary>A CSM who is responsible for accounts. A user with the same mail address is that owner.</summary>
public sealed class Owner
{
    /// <summary>Key.</summary>
    public int Id { get; init; }

    /// <summary>As shown.</summary>
    public required string Name { get; set; }

    /// <summary>Mail address in lower case; unique; what an import names an owner by.</summary>
    public required string Email { get; set; }

    /// <summary>The team whose accounts they look after together, as its members call it; null: none.</summary>
    public string? Team { get; set; }
}
