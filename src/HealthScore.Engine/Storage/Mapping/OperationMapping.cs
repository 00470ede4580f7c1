using HealthScore.Domain.Accounts;
using HealthScore.Domain.Scoring;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Storage.Mapping;

/// <summary>Runs, imports, users and keys: what the program remembers of its own work.</summary>
internal static class OperationMapping
{
    public static void Apply(ModelBuilder builder)
    {
        builder.Entity<ScoringRun>(e =>
        {
            e.Property(r => r.Id).UseIdentityByDefaultColumn();
            e.HasIndex(r => r.RequestedAt);
            // Nightly means once per local day, whichever nodes think it is time.
            e.HasIndex(r => r.To).IsUnique().HasFilter("trigger = 1 and status in (1, 2, 3)");
        });
        builder.Entity<ScoringRunRange>(e =>
        {
            e.HasKey(r => new { r.RunId, r.From, r.FirstAccountId });
            e.HasOne<ScoringRun>().WithMany().HasForeignKey(r => r.RunId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ScoringRunNode>(e =>
        {
            e.HasKey(n => new { n.RunId, n.Token });
            e.HasOne<ScoringRun>().WithMany().HasForeignKey(n => n.RunId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ImportRun>(e =>
        {
            e.Property(r => r.Id).UseIdentityByDefaultColumn();
            e.Property(r => r.Details).HasColumnType("jsonb");
        });
        builder.Entity<DataProtectionKey>(e => e.HasKey(k => k.Name));
        builder.Entity<SavedView>(e =>
        {
            e.Property(v => v.Id).UseIdentityByDefaultColumn();
            e.HasIndex(v => new { v.UserId, v.Name }).IsUnique();
            e.HasOne<AppUser>().WithMany().HasForeignKey(v => v.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<AppUser>(e => e.HasOne<SavedView>().WithMany().HasForeignKey(u => u.DefaultViewId).OnDelete(DeleteBehavior.SetNull));
        builder.Entity<AppUser>(e => e.HasOne<Owner>().WithMany().HasForeignKey(u => u.OwnerId).OnDelete(DeleteBehavior.SetNull));
    }
}
