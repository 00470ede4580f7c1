namespace HealthScore.Domain.Accounts;

/// <summary>A day on which a contract is up for renewal.</summary>
public sealed class Renewal
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>The renewal day.</summary>
    public DateOnly Day { get; init; }
}

/// <summary>What really happened to an account: what validation measures scores against.</summary>
public enum OutcomeKind
{
    /// <summary>The contract was renewed.</summary>
    Renewed = 1,

    /// <summary>The customer left; the day is its last.</summary>
    Churned = 2,

    /// <summary>Recurring revenue grew.</summary>
    Expanded = 3,

    /// <summary>Recurring revenue shrank.</summary>
    Contracted = 4,
}

/// <summary>A dated outcome of an account. At most one per account, day and kind.</summary>
public sealed class Outcome
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>The day it took effect.</summary>
    public DateOnly Day { get; init; }

    /// <summary>What happened.</summary>
    public OutcomeKind Kind { get; init; }

    /// <summary>Yearly revenue it concerns, in the organisation's currency, never negative; null: not known.</summary>
    public decimal? Amount { get; set; }

    /// <summary>Why, in the source's own words.</summary>
    public string? Reason { get; set; }
}

/// <summary>A person at an account.</summary>
public sealed class Contact
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>The contact's key in the source, usually the mail address; unique within the account.</summary>
    public required string ExternalId { get; init; }

    /// <summary>As shown.</summary>
    public required string Name { get; set; }

    /// <summary>Mail address.</summary>
    public string? Email { get; set; }

    /// <summary>Job or persona, e.g. <c>Head of Data</c>.</summary>
    public string? Persona { get; set; }

    /// <summary>True when this person pushes our product inside the account.</summary>
    public bool IsChampion { get; set; }

    /// <summary>The day somebody of ours last spoke with them.</summary>
    public DateOnly? LastContact { get; set; }
}

/// <summary>Something bad that opens and closes, e.g. <c>champion_left</c>, <c>payment_failed</c>, <c>merger</c>.</summary>
public sealed class RiskEvent
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>Which risk: a word in snake_case that a model's rule names.</summary>
    public required string Type { get; init; }

    /// <summary>First day it is open.</summary>
    public DateOnly Opened { get; init; }

    /// <summary>The day it is no longer open; null: still open.</summary>
    public DateOnly? Closed { get; set; }

    /// <summary>What is known of it.</summary>
    public string? Note { get; set; }

    /// <summary>Who opened it here; null: it came with an import.</summary>
    public string? By { get; init; }

    /// <summary>The day it was opened here; null: it came with an import.</summary>
    public DateOnly? Recorded { get; init; }

    /// <summary>Who closed it here.</summary>
    public string? ClosedBy { get; set; }

    /// <summary>True when it is open on the day.</summary>
    public bool IsOpen(DateOnly day) => Opened <= day && (Closed is null || day < Closed);
}

/// <summary>A recorded interaction of a CSM with an account: call, mail, meeting, training.</summary>
public sealed class Touch
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>Key within the account.</summary>
    public long Id { get; init; }

    /// <summary>The day.</summary>
    public DateOnly Day { get; init; }

    /// <summary>One of <see cref="Channels"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>What was said.</summary>
    public string? Note { get; init; }

    /// <summary>With whom: the contact's external id.</summary>
    public string? Contact { get; init; }

    /// <summary>Who recorded it; null: it came with an import.</summary>
    public string? By { get; init; }

    /// <summary>The day it was recorded; null: it came with an import.</summary>
    public DateOnly? Recorded { get; init; }

    /// <summary>The ways to reach a customer.</summary>
    public static IReadOnlyList<string> Channels { get; } = ["call", "mail", "meeting", "training"];
}

/// <summary>A referral that the account made.</summary>
public sealed class Referral
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>Key within the account.</summary>
    public long Id { get; init; }

    /// <summary>The day.</summary>
    public DateOnly Day { get; init; }
}

/// <summary>One contact's answer to a survey.</summary>
public sealed class SurveyResponse
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>Key within the account; a later key of the same day counts as recorded later.</summary>
    public long Id { get; init; }

    /// <summary><c>nps</c> (0–10) or <c>csat</c>.</summary>
    public required string Survey { get; init; }

    /// <summary>Who answered: the contact's external id.</summary>
    public required string Contact { get; init; }

    /// <summary>The day.</summary>
    public DateOnly Day { get; init; }

    /// <summary>The answer.</summary>
    public double Score { get; init; }
}

/// <summary>A CSM's own judgement of an account.</summary>
public sealed class Pulse
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>Key within the account; a later key of the same day counts as recorded later.</summary>
    public long Id { get; init; }

    /// <summary>The day it was given.</summary>
    public DateOnly Day { get; init; }

    /// <summary>0–100.</summary>
    public double Score { get; init; }

    /// <summary>The last day it counts; null: it does not expire.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }

    /// <summary>Who gave it; null: it came with an import.</summary>
    public string? By { get; init; }

    /// <summary>The day it was recorded; null: it came with an import.</summary>
    public DateOnly? Recorded { get; init; }
}

/// <summary>What the customer wants to reach, with a figure to tell.</summary>
public sealed class Goal
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>Key within the account.</summary>
    public long Id { get; init; }

    /// <summary>In the customer's words.</summary>
    public required string Name { get; set; }

    /// <summary>1–5, set by the customer.</summary>
    public int Importance { get; set; } = 3;

    /// <summary>First day it is open.</summary>
    public DateOnly Opened { get; init; }

    /// <summary>The day it is no longer open.</summary>
    public DateOnly? Closed { get; set; }

    /// <summary>Where the figure stood; differs from <see cref="Target"/>.</summary>
    public double Baseline { get; init; }

    /// <summary>Where it should come to.</summary>
    public double Target { get; init; }
}

/// <summary>A figure of a goal, as of a day.</summary>
public sealed class GoalProgress
{
    /// <summary>The account.</summary>
    public long AccountId { get; init; }

    /// <summary>The goal.</summary>
    public long GoalId { get; init; }

    /// <summary>Key within the account; a later key of the same day counts as recorded later.</summary>
    public long Id { get; init; }

    /// <summary>The day.</summary>
    public DateOnly Day { get; init; }

    /// <summary>The figure.</summary>
    public double Value { get; init; }

    /// <summary>Who recorded it; null: it came with an import.</summary>
    public string? By { get; init; }

    /// <summary>The day it was recorded; null: it came with an import.</summary>
    public DateOnly? Recorded { get; init; }
}
