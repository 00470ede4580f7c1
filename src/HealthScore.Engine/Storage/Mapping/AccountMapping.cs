using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.MyDay;
using HealthScore.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Storage.Mapping;

/// <summary>An account and its facts. Every fact's key begins with the account, so that the tables can be distributed by it.</summary>
internal static class AccountMapping
{
    public static void Apply(ModelBuilder builder)
    {
        builder.Entity<Account>(e =>
        {
            e.HasKey(a => a.Id);
            e.Property(a => a.Id).UseIdentityByDefaultColumn();
            e.HasIndex(a => a.ExternalId).IsUnique();
            e.Ignore(a => a.FirstDay);
        });
        builder.Entity<Owner>(e =>
        {
            e.Property(o => o.Id).UseIdentityByDefaultColumn();
            e.HasIndex(o => o.Email).IsUnique();
        });
        builder.Entity<AccountState>(e =>
        {
            e.HasKey(s => new { s.AccountId, s.From });
            e.Property(s => s.Arr).HasPrecision(16, 2);
            e.Property(s => s.IsPlaced).HasDefaultValue(false);
            e.Property(s => s.IsStaged).HasDefaultValue(false);
            OfAccount<AccountState>(e);
        });
        builder.Entity<AccountAttributes>(e =>
        {
            e.HasKey(a => a.AccountId);
            e.Property(a => a.Values).HasColumnType("jsonb");
            OfAccount<AccountAttributes>(e);
        });
        builder.Entity<AccountListMember>(e =>
        {
            e.HasKey(m => new { m.AccountId, m.ListId });
            e.HasIndex(m => m.ListId);
            e.HasOne<AccountList>().WithMany().HasForeignKey(m => m.ListId).OnDelete(DeleteBehavior.Cascade);
            OfAccount<AccountListMember>(e);
        });
        builder.Entity<Renewal>(e => { e.HasKey(r => new { r.AccountId, r.Day }); OfAccount<Renewal>(e); });
        builder.Entity<Outcome>(e =>
        {
            e.HasKey(o => new { o.AccountId, o.Day, o.Kind });
            e.Property(o => o.Amount).HasPrecision(16, 2);
            OfAccount<Outcome>(e);
        });
        builder.Entity<Contact>(e => { e.HasKey(c => new { c.AccountId, c.ExternalId }); OfAccount<Contact>(e); });
        builder.Entity<RiskEvent>(e => { e.HasKey(r => new { r.AccountId, r.Type, r.Opened }); e.HasIndex(r => r.Opened); OfAccount<RiskEvent>(e); });
        Numbered<Touch>(builder);
        Numbered<Referral>(builder);
        Numbered<SurveyResponse>(builder);
        Numbered<Pulse>(builder);
        Numbered<Goal>(builder);
        Numbered<GoalProgress>(builder);
        Numbered<Milestone>(builder);
        Numbered<StageMove>(builder);
        Numbered<ManualOverride>(builder);
        builder.Entity<ManualOverride>(e => e.Ignore(o => o.LastDay));
        // Whoever opens their day is told what became of their own.
        builder.Entity<Pulse>().HasIndex(p => new { p.By, p.Day });
        builder.Entity<ManualOverride>().HasIndex(o => new { o.By, o.From });
        Numbered<Snooze>(builder);
        builder.Entity<Milestone>().HasIndex(m => m.Done);
        // The night looks for what is not done, among ten times as much that is.
        builder.Entity<Milestone>().HasIndex(m => m.DefinitionId).HasFilter("done is null");
        builder.Entity<Snooze>().Property(s => s.Band).HasConversion<short>();
    }

    private static void Numbered<T>(ModelBuilder builder)
        where T : class => builder.Entity<T>(e =>
        {
            e.HasKey("AccountId", "Id");
            e.Property("Id").UseIdentityByDefaultColumn();
            OfAccount<T>(e);
        });

    private static void OfAccount<T>(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder e)
        where T : class => e.HasOne(typeof(Account)).WithMany().HasForeignKey("AccountId").OnDelete(DeleteBehavior.Cascade);
}
