using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Retention;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Storage.Mapping;

/// <summary>The packed tables, mapped for typed reading only: scripts make them, COPY and set-based SQL fill them.</summary>
internal static class ScoreMapping
{
    public static void Apply(ModelBuilder builder)
    {
        builder.Entity<AccountCurrent>(e =>
        {
            e.HasKey(a => a.AccountId);
            e.ToTable(t => t.ExcludeFromMigrations());
            e.Property(a => a.HealthChange).ValueGeneratedOnAddOrUpdate();
            e.Property(a => a.HealthBand).HasConversion<short>();
            e.Property(a => a.HealthBandBefore).HasConversion<short>();
            e.Property(a => a.HealthBandEve).HasConversion<short>();
            e.Property(a => a.RiskBand).HasConversion<short>();
            e.Property(a => a.ExpansionBand).HasConversion<short>();
            e.Property(a => a.Progress).HasConversion<short>();
        });
        builder.Entity<PortfolioDay>(e =>
        {
            e.HasNoKey();
            e.ToTable(t => t.ExcludeFromMigrations());
            e.Property(p => p.Kind).HasConversion<short>();
            e.Property(p => p.Band).HasConversion<short>();
        });
        builder.Entity<PortfolioTotal>(e =>
        {
            e.HasNoKey();
            e.ToTable(t => t.ExcludeFromMigrations());
            e.Property(p => p.Kind).HasConversion<short>();
            e.Property(p => p.Band).HasConversion<short>();
        });
        builder.Entity<MetricDay>(e =>
        {
            e.HasKey(d => new { d.MetricId, d.Day });
            e.ToTable(t => t.ExcludeFromMigrations());
        });
        builder.Entity<LateReading>(e =>
        {
            e.HasKey(l => new { l.MetricId, l.Month });
            e.ToTable(t => t.ExcludeFromMigrations());
        });
        builder.Entity<ThinnedMonth>(e =>
        {
            e.HasKey(m => m.Month);
            e.ToTable(t => t.ExcludeFromMigrations());
        });
        builder.Entity<ScoreRow>(e =>
        {
            e.HasKey(s => new { s.AccountId, s.Kind, s.Day });
            e.ToTable("score", t => t.ExcludeFromMigrations());
            e.Property(s => s.Kind).HasConversion<short>();
            e.Property(s => s.Band).HasConversion<short>();
            e.Property(s => s.HeldBand).HasConversion<short>();
        });
    }
}
