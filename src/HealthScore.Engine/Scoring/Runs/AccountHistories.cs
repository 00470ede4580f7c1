using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>The dated facts of a range of accounts, one query a table, to be handed out account by account.</summary>
internal sealed class AccountHistories
{
    // Scoring looks back at most so many days for touches, referrals and answers (the longest window of the contract).
    private const int LongestWindow = 400;

    private readonly Dictionary<long, Account> _accounts;
    private readonly ILookup<long, AccountState> _states;
    private readonly ILookup<long, Renewal> _renewals;
    private readonly ILookup<long, Goal> _goals;
    private readonly ILookup<long, GoalProgress> _progress;
    private readonly ILookup<long, Milestone> _milestones;
    private readonly ILookup<long, SurveyResponse> _responses;
    private readonly ILookup<long, Referral> _referrals;
    private readonly ILookup<long, Touch> _touches;
    private readonly ILookup<long, Pulse> _pulses;
    private readonly ILookup<long, RiskEvent> _riskEvents;
    private readonly ILookup<long, ManualOverride> _overrides;

    private AccountHistories(
        List<Account> accounts, List<AccountState> states, List<Renewal> renewals, List<Goal> goals, List<GoalProgress> progress, List<Milestone> milestones,
        List<SurveyResponse> responses, List<Referral> referrals, List<Touch> touches, List<Pulse> pulses, List<RiskEvent> riskEvents, List<ManualOverride> overrides)
    {
        Accounts = accounts;
        _accounts = accounts.ToDictionary(a => a.Id);
        _states = states.ToLookup(s => s.AccountId);
        _renewals = renewals.ToLookup(r => r.AccountId);
        _goals = goals.ToLookup(g => g.AccountId);
        _progress = progress.ToLookup(p => p.AccountId);
        _milestones = milestones.ToLookup(m => m.AccountId);
        _responses = responses.ToLookup(r => r.AccountId);
        _referrals = referrals.ToLookup(r => r.AccountId);
        _touches = touches.ToLookup(t => t.AccountId);
        _pulses = pulses.ToLookup(p => p.AccountId);
        _riskEvents = riskEvents.ToLookup(r => r.AccountId);
        _overrides = overrides.ToLookup(o => o.AccountId);
    }

    /// <summary>In ascending order of their ids; only those that may be active on one of the days.</summary>
    public IReadOnlyList<Account> Accounts { get; }

    public static async Task<AccountHistories> LoadAsync(HealthScoreDb db, long firstId, long lastId, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var earliest = from.AddDays(-LongestWindow);
        return new(
            await db.Accounts.AsNoTracking().Where(a => a.Id >= firstId && a.Id <= lastId && (a.Churned == null || a.Churned >= from) && (a.Start <= to || a.FirstReading <= to)).OrderBy(a => a.Id).ToListAsync(ct),
            await db.AccountStates.AsNoTracking().Where(s => s.AccountId >= firstId && s.AccountId <= lastId && s.From <= to).OrderBy(s => s.AccountId).ThenBy(s => s.From).ToListAsync(ct),
            await db.Renewals.AsNoTracking().Where(r => r.AccountId >= firstId && r.AccountId <= lastId && r.Day >= from).ToListAsync(ct),
            await db.Goals.AsNoTracking().Where(g => g.AccountId >= firstId && g.AccountId <= lastId && g.Opened <= to && (g.Closed == null || g.Closed > from)).ToListAsync(ct),
            await db.GoalProgress.AsNoTracking().Where(p => p.AccountId >= firstId && p.AccountId <= lastId && p.Day <= to).ToListAsync(ct),
            await db.Milestones.AsNoTracking().Where(m => m.AccountId >= firstId && m.AccountId <= lastId).ToListAsync(ct),
            await db.SurveyResponses.AsNoTracking().Where(r => r.AccountId >= firstId && r.AccountId <= lastId && r.Day <= to && r.Day >= earliest).ToListAsync(ct),
            await db.Referrals.AsNoTracking().Where(r => r.AccountId >= firstId && r.AccountId <= lastId && r.Day <= to && r.Day >= earliest).ToListAsync(ct),
            await db.Touches.AsNoTracking().Where(t => t.AccountId >= firstId && t.AccountId <= lastId && t.Day <= to && t.Day >= earliest).ToListAsync(ct),
            await db.Pulses.AsNoTracking().Where(p => p.AccountId >= firstId && p.AccountId <= lastId && p.Day <= to).ToListAsync(ct),
            await db.RiskEvents.AsNoTracking().Where(r => r.AccountId >= firstId && r.AccountId <= lastId && r.Opened <= to && (r.Closed == null || r.Closed > from)).ToListAsync(ct),
            await db.ManualOverrides.AsNoTracking().Where(o => o.AccountId >= firstId && o.AccountId <= lastId && o.From <= to && o.To >= from).ToListAsync(ct));
    }

    public void Fill(long accountId, AccountHistory history)
    {
        history.Clear();
        var account = _accounts[accountId];
        (history.Start, history.Churned, history.FirstReading) = (account.Start, account.Churned, account.FirstReading);
        history.States.AddRange(_states[accountId]);
        history.Renewals.AddRange(_renewals[accountId].Select(r => r.Day));
        history.Goals.AddRange(_goals[accountId]);
        history.Progress.AddRange(_progress[accountId]);
        history.Milestones.AddRange(_milestones[accountId]);
        history.Responses.AddRange(_responses[accountId]);
        history.Referrals.AddRange(_referrals[accountId].Select(r => r.Day));
        history.Touches.AddRange(_touches[accountId].Select(t => t.Day));
        history.Pulses.AddRange(_pulses[accountId]);
        history.RiskEvents.AddRange(_riskEvents[accountId]);
        history.Overrides.AddRange(_overrides[accountId]);
    }
}
