namespace HealthScore.Domain.Scoring;

/// <summary>Why a run was started.</summary>
public enum RunTrigger
{
    /// <summary>By the nightly schedule.</summary>
    Nightly = 1,

    /// <summary>By a person, for now.</summary>
    Now = 2,

    /// <summary>By a person, for past days.</summary>
    BackFill = 3,
}

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>Waiting for a node to take it.</summary>
    Queued = 1,

    /// <summary>One or more nodes work on it.</summary>
    Running = 2,

    /// <summary>All ranges are done.</summary>
    Finished = 3,

    /// <summary>It ended with an error; it can be tried again.</summary>
    Failed = 4,

    /// <summary>A person stopped it; what was scored stays.</summary>
    Cancelled = 5,
}

/// <summary>One run of the scoring over all accounts and some days. The row stays.</summary>
public sealed class ScoringRun
{
    /// <summary>Key.</summary>
    public long Id { get; init; }

    /// <summary>Why it was started.</summary>
    public RunTrigger Trigger { get; init; }

    /// <summary>First day scored.</summary>
    public DateOnly From { get; init; }

    /// <summary>Last day scored.</summary>
    public DateOnly To { get; init; }

    /// <summary>True when only the last days of months are scored.</summary>
    public bool MonthEndsOnly { get; init; }

    /// <summary>How many days are scored in one pass over the data, as decided at the first try; null before.</summary>
    public int? StretchDays { get; set; }

    /// <summary>True when the last day has not ended: its scores are replaced later (scoring contract, section 9).</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public RunStatus Status { get; set; }

    /// <summary>The fencing token given out last: each node that joins gets the next one (<see cref="ScoringRunNode"/>).</summary>
    public long Token { get; set; }

    /// <summary>The first day of the stretch that was cut into ranges last; null before.</summary>
    public DateOnly? CutFrom { get; set; }

    /// <summary>When a node first took it (UTC).</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Accounts it has to look at; 0 until it starts.</summary>
    public long AccountsTotal { get; set; }

    /// <summary>Accounts looked at.</summary>
    public long AccountsDone { get; set; }

    /// <summary>Scores written.</summary>
    public long ScoresWritten { get; set; }

    /// <summary>True once a person asked to stop it.</summary>
    public bool CancelRequested { get; set; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; set; }
}
