using HealthScore.Domain.Accounts;
using HealthScore.Engine.Storage.Copying;

namespace HealthScore.Engine.Demo;

/// <summary>Some accounts made ready to be sent: rows for each table.</summary>
internal sealed class DemoChunk
{
    private readonly CopyRows _accounts = new();
    private readonly CopyRows _states = new();
    private readonly CopyRows _renewals = new();
    private readonly CopyRows _outcomes = new();
    private readonly CopyRows _contacts = new();
    private readonly CopyRows _riskEvents = new();
    private readonly CopyRows _touches = new();
    private readonly CopyRows _referrals = new();
    private readonly CopyRows _surveys = new();
    private readonly CopyRows _pulses = new();
    private readonly CopyRows _goals = new();
    private readonly CopyRows _progress = new();
    private readonly CopyRows _milestones = new();
    private readonly CopyRows _overrides = new();

    public DemoChunk(DemoCompany company, int first, int last)
    {
        Last = last;
        for (var number = first; number <= last; number++) Add(company.Account(number));
    }

    /// <summary>The number of the last account in it.</summary>
    public int Last { get; }

    public DemoReadings Readings { get; } = new();

    /// <summary>A COPY statement and its rows, for each table; accounts come first, because all else refers to them.</summary>
    public IEnumerable<(string Copy, IReadOnlyList<CopyRows> Rows)> Tables =>
    [
        (DemoSql.CopyAccount, [_accounts]),
        (DemoSql.CopyAccountState, [_states]),
        (DemoSql.CopyRenewal, [_renewals]),
        (DemoSql.CopyOutcome, [_outcomes]),
        (DemoSql.CopyContact, [_contacts]),
        (DemoSql.CopyRiskEvent, [_riskEvents]),
        (DemoSql.CopyTouch, [_touches]),
        (DemoSql.CopyReferral, [_referrals]),
        (DemoSql.CopySurveyResponse, [_surveys]),
        (DemoSql.CopyPulse, [_pulses]),
        (DemoSql.CopyGoal, [_goals]),
        (DemoSql.CopyGoalProgress, [_progress]),
        (DemoSql.CopyMilestone, [_milestones]),
        (DemoSql.CopyManualOverride, [_overrides]),
        (DemoSql.CopyReadingMonth, Readings.Months),
        (DemoSql.CopyGaugeStart, [Readings.GaugeStarts]),
    ];

    private void Add(DemoAccount demo)
    {
        Add(demo.Account);
        foreach (var s in demo.States) _states.Row(6).Add(s.AccountId).Add(s.From).Add(s.SegmentId).Add(s.StageId).Add(s.OwnerId).Add(s.Arr);
        foreach (var r in demo.Renewals) _renewals.Row(2).Add(r.AccountId).Add(r.Day);
        foreach (var o in demo.Outcomes) _outcomes.Row(5).Add(o.AccountId).Add(o.Day).Add((int)o.Kind).Add(o.Amount ?? 0).Add(o.Reason);
        foreach (var c in demo.Contacts)
            _contacts.Row(7).Add(c.AccountId).Add(c.ExternalId).Add(c.Name).Add(c.Email).Add(c.Persona).Add(c.IsChampion).Add(c.LastContact);
        foreach (var e in demo.RiskEvents) _riskEvents.Row(5).Add(e.AccountId).Add(e.Type).Add(e.Opened).Add(e.Closed).Add(e.Note);
        foreach (var t in demo.Touches) _touches.Row(5).Add(t.AccountId).Add(t.Id).Add(t.Day).Add(t.Channel).Add(t.Note);
        foreach (var r in demo.Referrals) _referrals.Row(3).Add(r.AccountId).Add(r.Id).Add(r.Day);
        foreach (var s in demo.Surveys) _surveys.Row(6).Add(s.AccountId).Add(s.Id).Add(s.Survey).Add(s.Contact).Add(s.Day).Add(s.Score);
        foreach (var p in demo.Pulses) _pulses.Row(5).Add(p.AccountId).Add(p.Id).Add(p.Day).Add(p.Score).Add(p.Expires);
        foreach (var g in demo.Goals)
            _goals.Row(8).Add(g.AccountId).Add(g.Id).Add(g.Name).Add(g.Importance).Add(g.Opened).Add(g.Closed).Add(g.Baseline).Add(g.Target);
        foreach (var p in demo.GoalProgress) _progress.Row(5).Add(p.AccountId).Add(p.Id).Add(p.GoalId).Add(p.Day).Add(p.Value);
        foreach (var m in demo.Milestones)
            _milestones.Row(9).Add(m.AccountId).Add(m.Id).Add(m.Name).Add(m.StageId).Add(m.IsRequired).Add(m.Due).Add(m.Done).Add(m.DefinitionId).Add(m.Entered);
        foreach (var o in demo.Overrides)
            _overrides.Row(9).Add(o.AccountId).Add(o.Id).Add((int)o.Kind).Add(o.From).Add(o.To).Add((int)o.Band).Add(o.Score).Add(o.Reason).Add(o.By);
        Readings.Add(demo.Account.Id, demo.Series);
    }

    private void Add(Account a) => _accounts.Row(6).Add(a.Id).Add(a.ExternalId).Add(a.Name).Add(a.Start).Add(a.Churned).Add(a.FirstReading);
}
