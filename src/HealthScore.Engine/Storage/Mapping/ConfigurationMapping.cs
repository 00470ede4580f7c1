using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Storage.Mapping;

/// <summary>Segments, journeys, metrics and scoring models: small, versioned where it matters, the same on every node.</summary>
internal static class ConfigurationMapping
{
    public static void Apply(ModelBuilder builder)
    {
        builder.Entity<Segment>(e =>
        {
            e.Property(s => s.Id).UseIdentityByDefaultColumn();
            e.HasIndex(s => s.Name).IsUnique();
            e.Property(s => s.Description).HasDefaultValue("");
            e.Property(s => s.Condition).HasColumnType("json").HasConversion(ConditionConverter.Instance);
            e.Property(s => s.Revision).HasDefaultValue(0).IsConcurrencyToken();
            e.HasOne<Journey>().WithMany().HasForeignKey(s => s.JourneyId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<CustomAttribute>(e =>
        {
            e.Property(a => a.Id).UseIdentityByDefaultColumn();
            e.HasIndex(a => a.Name).IsUnique();
        });
        builder.Entity<AccountList>(e =>
        {
            e.Property(l => l.Id).UseIdentityByDefaultColumn();
            e.HasIndex(l => l.Name).IsUnique();
        });
        builder.Entity<Journey>(e =>
        {
            e.Property(j => j.Id).UseIdentityByDefaultColumn();
            e.HasIndex(j => j.Name).IsUnique();
            e.Property(j => j.Description).HasDefaultValue("");
            e.Property(j => j.GoesBack).HasDefaultValue(true);
            e.Property(j => j.Revision).HasDefaultValue(0).IsConcurrencyToken();
        });
        builder.Entity<Stage>(e =>
        {
            e.Property(s => s.Id).UseIdentityByDefaultColumn();
            e.HasIndex(s => s.Name).IsUnique();
            e.HasOne<Journey>().WithMany().HasForeignKey(s => s.JourneyId).OnDelete(DeleteBehavior.Restrict);
            e.Property(s => s.Entry).HasColumnType("json").HasConversion(ConditionConverter.Instance);
        });
        builder.Entity<MilestoneDefinition>(e =>
        {
            e.Property(m => m.Id).UseIdentityByDefaultColumn();
            e.HasOne<Stage>().WithMany().HasForeignKey(m => m.StageId).OnDelete(DeleteBehavior.Cascade);
            e.Property(m => m.Rule).HasColumnType("json").HasConversion(ConditionConverter.Instance);
        });
        builder.Entity<Metric>(e =>
        {
            e.HasKey(m => m.Id);
            e.Property(m => m.Id).UseIdentityByDefaultColumn();
            e.HasIndex(m => m.Key).IsUnique();
            e.Property(m => m.Revision).IsConcurrencyToken();
        });
        builder.Entity<ScoringModel>(e =>
        {
            e.HasKey(m => m.Id);
            e.Property(m => m.Id).UseIdentityByDefaultColumn();
            e.HasIndex(m => new { m.Kind, m.SegmentId, m.StageId }).IsUnique().AreNullsDistinct(false);
            e.HasOne<Segment>().WithMany().HasForeignKey(m => m.SegmentId).OnDelete(DeleteBehavior.Restrict);
            e.HasOne<Stage>().WithMany().HasForeignKey(m => m.StageId).OnDelete(DeleteBehavior.Restrict);
            e.HasMany(m => m.Versions).WithOne().HasForeignKey(v => v.ModelId).OnDelete(DeleteBehavior.Restrict);
            e.Property(m => m.Draft).HasColumnType("json").HasConversion(DefinitionConverter.Nullable);
            e.Property(m => m.DraftPreview).HasColumnType("json").HasConversion(PreviewConverter.Nullable);
            e.Property(m => m.DraftRevision).IsConcurrencyToken();
        });
        builder.Entity<ScoringModelVersion>(e =>
        {
            e.Property(v => v.Id).UseIdentityByDefaultColumn();
            e.HasIndex(v => new { v.ModelId, v.Number }).IsUnique();
            e.Property(v => v.Definition).HasColumnType("json").HasConversion(DefinitionConverter.Instance);
            e.Property(v => v.ExpectedEffect).HasDefaultValue("");
            e.Property(v => v.Ends).HasDefaultValue(false);
            e.Property(v => v.Preview).HasColumnType("json").HasConversion(PreviewConverter.Nullable);
        });
        builder.Entity<ConfigurationChange>(e =>
        {
            e.Property(c => c.Id).UseIdentityByDefaultColumn();
            e.Property(c => c.Before).HasColumnType("json");
            e.HasIndex(c => new { c.Thing, c.Of, c.Id });
        });
    }
}
