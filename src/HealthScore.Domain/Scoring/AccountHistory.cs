using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;

namespace HealthScore.Domain.Scoring;

/// <summary>
/// What scoring knows of an account besides its readings. Entries may be later than the day scored: each is judged as of
/// that day. One object serves many accounts, one after the other; not for two threads at once.
/// </summary>
public sealed class AccountHistory
{
    /// <summary>The day the account became a customer.</summary>
    public DateOnly Start { get; set; }

    /// <summary>Its last day, if it left.</summary>
    public DateOnly? Churned { get; set; }

    /// <summary>The earliest day with a reading of any metric.</summary>
    public DateOnly? FirstReading { get; set; }

    /// <summary>Segment and stage by day, in ascending order of <see cref="AccountState.From"/>.</summary>
    public List<AccountState> States { get; } = [];

    /// <summary>Renewal days, in any order.</summary>
    public List<DateOnly> Renewals { get; } = [];

    /// <summary>Goals, in any order.</summary>
    public List<Goal> Goals { get; } = [];

    /// <summary>Their figures, in any order.</summary>
    public List<GoalProgress> Progress { get; } = [];

    /// <summary>Milestones of all stages, in any order.</summary>
    public List<Milestone> Milestones { get; } = [];

    /// <summary>Answers to surveys, in any order.</summary>
    public List<SurveyResponse> Responses { get; } = [];

    /// <summary>Days on which a referral was made, in any order.</summary>
    public List<DateOnly> Referrals { get; } = [];

    /// <summary>Days of recorded CSM interactions, in any order.</summary>
    public List<DateOnly> Touches { get; } = [];

    /// <summary>The CSM's judgements, in any order.</summary>
    public List<Pulse> Pulses { get; } = [];

    /// <summary>Risk events, in any order.</summary>
    public List<RiskEvent> RiskEvents { get; } = [];

    /// <summary>Manual overrides of all kinds, in any order.</summary>
    public List<ManualOverride> Overrides { get; } = [];

    // Scratch space of the survey measures, so that they allocate nothing.
    internal Dictionary<string, SurveyResponse> LatestResponses { get; } = [];

    /// <summary>The earlier of <see cref="Start"/> and <see cref="FirstReading"/> (scoring contract, section 1).</summary>
    public DateOnly FirstDay => FirstReading is { } reading && reading < Start ? reading : Start;

    /// <summary>True on the days from the first to the last, both included.</summary>
    public bool IsActive(DateOnly day) => day >= FirstDay && (Churned is null || day <= Churned);

    /// <summary>Makes room for the next account.</summary>
    public void Clear()
    {
        (Start, Churned, FirstReading) = (default, null, null);
        States.Clear();
        Renewals.Clear();
        Goals.Clear();
        Progress.Clear();
        Milestones.Clear();
        Responses.Clear();
        Referrals.Clear();
        Touches.Clear();
        Pulses.Clear();
        RiskEvents.Clear();
        Overrides.Clear();
    }

    /// <summary>The state that holds on a day, if any.</summary>
    public AccountState? StateOn(DateOnly day)
    {
        for (var i = States.Count - 1; i >= 0; i--)
            if (States[i].From <= day)
                return States[i];
        return null;
    }
}
