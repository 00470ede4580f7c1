namespace HealthScore.Domain.Accounts;

/// <summary>A list of accounts that people keep by hand, e.g. <c>Lighthouse customers</c>.</summary>
public sealed class AccountList
{
    /// <summary>Key.</summary>
    public int Id { get; init; }

    /// <summary>As shown, and as conditions name it; unique.</summary>
    public required string Name { get; set; }

    /// <summary>True: whoever works with accounts may put theirs on it and take them off; false: only who keeps segments may.</summary>
    public bool IsOpen { get; set; }
}

/// <summary>An account on a list.</summary>
public sealed class AccountListMember
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>The list.</summary>
    public int ListId { get; init; }
}
