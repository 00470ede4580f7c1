namespace HealthScore.Engine.Ingest.Mapping;

/// <summary>What a file is about.</summary>
public enum ImportKind
{
    /// <summary>Customers, their segment, stage, owner and revenue; or the subscriptions that these follow from.</summary>
    Accounts = 1,

    /// <summary>Values of metrics by account and day.</summary>
    Readings = 2,

    /// <summary>Renewals, churns, expansions and contractions.</summary>
    Outcomes = 3,

    /// <summary>People at the accounts.</summary>
    Contacts = 4,
}

/// <summary>What one row of an accounts file is.</summary>
public enum RowShape
{
    /// <summary>An account, or what holds for it from a day on.</summary>
    Accounts = 1,

    /// <summary>A subscription: a span of days with its revenue. An account's revenue on a day is the sum over those that run.</summary>
    Subscriptions = 2,
}
