namespace HealthScore.Domain.Accounts;

/// <summary>A customer company. Segment, stage, owner and ARR change over time and stand in <see cref="AccountState"/>.</summary>
public sealed class Account
{
    private Account() { }

    /// <summary>A new account.</summary>
    public Account(long id, string externalId, string name, DateOnly start) =>
        (Id, ExternalId, Name, Start) = (id, externalId, name, start);

    /// <summary>Our key; facts are distributed by it.</summary>
    public long Id { get; private set; }

    /// <summary>The customer's key in the company's own systems; unique.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>As shown.</summary>
    public string Name { get; set; } = "";

    /// <summary>The day the account became a customer.</summary>
    public DateOnly Start { get; set; }

    /// <summary>The last day as a customer, if it left.</summary>
    public DateOnly? Churned { get; set; }

    /// <summary>The earliest day with a reading of any metric; kept by every write of readings.</summary>
    public DateOnly? FirstReading { get; set; }

    /// <summary>The earlier of <see cref="Start"/> and <see cref="FirstReading"/> (scoring contract, section 1).</summary>
    public DateOnly FirstDay => FirstReading is { } r && r < Start ? r : Start;

    /// <summary>True on the days from the first to the last, both included.</summary>
    public bool IsActive(DateOnly day) => day >= FirstDay && (Churned is null || day <= Churned);
}
