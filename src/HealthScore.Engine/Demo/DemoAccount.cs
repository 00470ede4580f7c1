using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Demo;

/// <summary>One customer of the demo company, with all that is known of it.</summary>
public sealed record DemoAccount
{
    /// <summary>The account; its id is its number, from 1.</summary>
    public required Account Account { get; init; }

    /// <summary>Segment, stage, owner and ARR by day.</summary>
    public required IReadOnlyList<AccountState> States { get; init; }

    /// <summary>Readings, by metric.</summary>
    public required IReadOnlyList<DemoSeries> Series { get; init; }

    public required IReadOnlyList<Renewal> Renewals { get; init; }

    public required IReadOnlyList<Outcome> Outcomes { get; init; }

    public required IReadOnlyList<Contact> Contacts { get; init; }

    public required IReadOnlyList<RiskEvent> RiskEvents { get; init; }

    public required IReadOnlyList<Touch> Touches { get; init; }

    public required IReadOnlyList<Referral> Referrals { get; init; }

    public required IReadOnlyList<SurveyResponse> Surveys { get; init; }

    public required IReadOnlyList<Pulse> Pulses { get; init; }

    public required IReadOnlyList<Goal> Goals { get; init; }

    public required IReadOnlyList<GoalProgress> GoalProgress { get; init; }

    public required IReadOnlyList<Milestone> Milestones { get; init; }

    public required IReadOnlyList<ManualOverride> Overrides { get; init; }

    /// <summary>The latent health of each day from <see cref="FirstDay"/> to today or the last day, 0 to 1: what no model gets to see. It is not stored.</summary>
    public required IReadOnlyList<double> LatentHealth { get; init; }

    /// <summary>The first day of <see cref="LatentHealth"/>.</summary>
    public required DateOnly FirstDay { get; init; }
}
