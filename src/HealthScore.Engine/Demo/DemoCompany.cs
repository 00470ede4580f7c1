using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;

namespace HealthScore.Engine.Demo;

/// <summary>
/// Fieldnote, an imaginary maker of software for field reports, and its customers. Each account is made on its own from the
/// seed and its number, so that a hundred thousand stream by without being held.
/// </summary>
public sealed class DemoCompany
{
    private readonly DemoOptions _options;
    private readonly DemoCalendar _calendar;

    private DemoCompany(DemoOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(options.Accounts, Math.Clamp(options.Accounts, 1, DemoOptions.MostAccounts));
        ArgumentOutOfRangeException.ThrowIfNotEqual(options.Months, Math.Clamp(options.Months, DemoOptions.FewestMonths, DemoOptions.MostMonths));
        (_options, _calendar) = (options, new DemoCalendar(options.Today, options.Months));
        Owners = DemoPeople.Owners(options.Accounts);
    }

    /// <summary>The CSMs.</summary>
    public IReadOnlyList<Owner> Owners { get; }

    public IReadOnlyList<Segment> Segments { get; } = [.. DemoSegment.All.Select((s, i) => new Segment { Id = s.Id, Name = s.Name, Position = i, JourneyId = DemoStages.JourneyOf(s.Id) })];

    public IReadOnlyList<Journey> Journeys { get; } = DemoStages.Journeys();

    public IReadOnlyList<MilestoneDefinition> Milestones { get; } = DemoStages.Milestones();

    public IReadOnlyList<Stage> Stages { get; } = DemoStages.Create();

    public IReadOnlyList<Metric> Metrics { get; } = DemoMetrics.Create();

    /// <summary>The scoring models with their published versions.</summary>
    public IReadOnlyList<ScoringModel> Models => DemoModels.Create(_options);

    /// <summary>The first day of each month that has readings.</summary>
    public IEnumerable<DateOnly> Months
    {
        get
        {
            var first = DateOnly.FromDayNumber(_calendar.First);
            for (var month = new DateOnly(first.Year, first.Month, 1); month <= _options.Today; month = month.AddMonths(1)) yield return month;
        }
    }

    /// <summary>All accounts, one after the other, made when asked for.</summary>
    public IEnumerable<DemoAccount> Accounts => Enumerable.Range(1, _options.Accounts).Select(Account);

    /// <summary>The company that these options describe. Pure: nothing is made before it is asked for, and always the same.</summary>
    public static DemoCompany Generate(DemoOptions options) => new(options);

    /// <summary>The account with this number, from 1. May be called from several threads.</summary>
    public DemoAccount Account(int number)
    {
        var profile = DemoProfile.Of(number, _options, _calendar);
        var health = new DemoHealth(profile, _options, _calendar);
        var events = DemoEvents.Happen(profile, health, _options, _calendar);
        var contract = DemoContract.Run(profile, health, _options, _calendar);
        var stays = DemoJourney.Stays(profile, health, _options, _calendar);
        var life = new DemoLife(profile, _options, _calendar, health, contract);
        var states = DemoJourney.States(profile, stays, contract.Steps, contract.Churned ?? _calendar.Today + 1, _options);
        return profile.IsEmpty ? Shell(life, states) : Full(life, states, events, DemoJourney.Milestones(profile, stays, health, _options, _calendar));
    }

    private DemoAccount Full(DemoLife life, List<AccountState> states, List<RiskEvent> events, List<Milestone> milestones)
    {
        var touches = DemoTouches.Of(life);
        var contacts = DemoContacts.Of(life, events, touches);
        var (goals, progress) = DemoGoals.Of(life);
        DemoSeries[] series =
        [
            .. DemoUsage.People(life), .. DemoGauges.Weekly(life), DemoGauges.SeatsBought(life), .. DemoSupport.Tickets(life),
            DemoGauges.PaymentDelay(life), DemoUsage.Api(life), DemoUsage.Training(life), DemoUsage.Newsletter(life),
        ];
        DemoSeries[] known = [.. series.Where(s => s.Days.Length > 0).OrderBy(s => s.MetricId)];
        var shell = Shell(life, states);
        if (known.Length > 0) shell.Account.FirstReading = DateOnly.FromDayNumber(known.Min(s => s.Days[0]));
        return shell with
        {
            Series = known,
            Contacts = contacts,
            RiskEvents = [.. events.Where(e => life.Contract.Churned is not { } last || e.Opened.DayNumber <= last)],
            Touches = touches,
            Referrals = DemoVoices.Referrals(life),
            Surveys = DemoVoices.Surveys(life, contacts),
            Pulses = DemoVoices.Pulses(life),
            Goals = goals,
            GoalProgress = progress,
            Milestones = [.. milestones.Where(m => life.Contract.Churned is not { } last || m.Due.DayNumber <= last)],
            Overrides = DemoOverrides.Of(life, life.Profile.OwnerId is { } id ? Owners[id - 1].Name : "CS Ops"),
        };
    }

    private static DemoAccount Shell(DemoLife life, List<AccountState> states) => new()
    {
        Account = new Account(life.Profile.Number, $"FN-{life.Profile.Number:D6}", life.Profile.Name, DateOnly.FromDayNumber(life.Profile.Start))
        {
            Churned = life.Contract.Churned is { } day ? DateOnly.FromDayNumber(day) : null,
        },
        States = states,
        Renewals = life.Contract.Renewals,
        Outcomes = life.Contract.Outcomes,
        LatentHealth = life.HealthByDay,
        FirstDay = DateOnly.FromDayNumber(life.First),
        Series = [],
        Contacts = [],
        RiskEvents = [],
        Touches = [],
        Referrals = [],
        Surveys = [],
        Pulses = [],
        Goals = [],
        GoalProgress = [],
        Milestones = [],
        Overrides = [],
    };
}
