using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.MyDay;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Storage.Mapping;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Retention;
using HealthScore.Engine.Storage.Scores;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace HealthScore.Engine.Storage;

/// <summary>The configuration and the small dated facts. Readings, scores and roll-ups are packed tables behind their own stores.</summary>
public sealed class HealthScoreDb(DbContextOptions<HealthScoreDb> options) : IdentityUserContext<AppUser>(options)
{
    /// <summary>PostgreSQL's function, for queries.</summary>
    [DbFunction("split_part", IsBuiltIn = true)]
    public static string SplitPart(string text, string by, int part) => throw new NotSupportedException("split_part is for queries, which PostgreSQL answers.");

    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<AccountState> AccountStates => Set<AccountState>();
    public DbSet<AccountAttributes> AccountAttributes => Set<AccountAttributes>();
    public DbSet<AccountList> AccountLists => Set<AccountList>();
    public DbSet<AccountListMember> AccountListMembers => Set<AccountListMember>();
    public DbSet<CustomAttribute> CustomAttributes => Set<CustomAttribute>();
    public DbSet<Owner> Owners => Set<Owner>();
    public DbSet<Segment> Segments => Set<Segment>();
    public DbSet<Journey> Journeys => Set<Journey>();
    public DbSet<MilestoneDefinition> MilestoneDefinitions => Set<MilestoneDefinition>();
    public DbSet<Stage> Stages => Set<Stage>();
    public DbSet<Metric> Metrics => Set<Metric>();
    public DbSet<Renewal> Renewals => Set<Renewal>();
    public DbSet<Outcome> Outcomes => Set<Outcome>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<RiskEvent> RiskEvents => Set<RiskEvent>();
    public DbSet<Touch> Touches => Set<Touch>();
    public DbSet<Referral> Referrals => Set<Referral>();
    public DbSet<SurveyResponse> SurveyResponses => Set<SurveyResponse>();
    public DbSet<Pulse> Pulses => Set<Pulse>();
    public DbSet<Goal> Goals => Set<Goal>();
    public DbSet<GoalProgress> GoalProgress => Set<GoalProgress>();
    public DbSet<Milestone> Milestones => Set<Milestone>();
    public DbSet<StageMove> StageMoves => Set<StageMove>();
    public DbSet<ManualOverride> ManualOverrides => Set<ManualOverride>();
    public DbSet<Snooze> Snoozes => Set<Snooze>();
    public DbSet<ScoringModel> ScoringModels => Set<ScoringModel>();
    public DbSet<ScoringModelVersion> ScoringModelVersions => Set<ScoringModelVersion>();
    public DbSet<ConfigurationChange> ConfigurationChanges => Set<ConfigurationChange>();
    public DbSet<AccountCurrent> CurrentAccounts => Set<AccountCurrent>();
    public DbSet<MetricDay> MetricDays => Set<MetricDay>();
    public DbSet<LateReading> LateReadings => Set<LateReading>();
    public DbSet<PortfolioDay> PortfolioDays => Set<PortfolioDay>();
    public DbSet<PortfolioTotal> PortfolioTotals => Set<PortfolioTotal>();
    public DbSet<ThinnedMonth> ThinnedMonths => Set<ThinnedMonth>();
    public DbSet<ScoreRow> Scores => Set<ScoreRow>();
    public DbSet<ScoringRun> ScoringRuns => Set<ScoringRun>();
    public DbSet<ScoringRunRange> ScoringRunRanges => Set<ScoringRunRange>();
    public DbSet<ScoringRunNode> ScoringRunNodes => Set<ScoringRunNode>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<ImportRun> ImportRuns => Set<ImportRun>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    // Fixed here, so that the app, the migrations tool and the tests cannot disagree.
    protected override Version SchemaVersion => IdentitySchemaVersions.Version2;

    public static void Configure(DbContextOptionsBuilder options, NpgsqlDataSource source) =>
        options.UseNpgsql(source).ConfigureWarnings(Quieten);

    public static void Configure(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString).ConfigureWarnings(Quieten);

    // Of a limit without an order too: counting up to a limit needs none.
    private static void Quieten(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(RelationalEventId.PendingModelChangesWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        AccountMapping.Apply(builder);
        ConfigurationMapping.Apply(builder);
        OperationMapping.Apply(builder);
        ScoreMapping.Apply(builder);
        SnakeCase.Apply(builder);
    }
}
