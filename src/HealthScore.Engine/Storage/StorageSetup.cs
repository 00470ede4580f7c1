using HealthScore.Engine.Storage.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HealthScore.Engine.Storage;

/// <summary>Registers the database: one data source for COPY and raw SQL, one factory of contexts on top of it.</summary>
public static class StorageSetup
{
    public static IServiceCollection AddStorage(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connectionString).Build());
        services.AddSingleton<DatabaseCheck>();
        services.AddSingleton<Readings.ReadingStore>();
        services.AddSingleton<Changes.ChangeFeed>();
        services.AddOptions<RetentionOptions>().BindConfiguration("HealthScore:Retention")
            .Validate(o => o.AreScoreMonthsSound, "HealthScore:Retention:DailyScoreMonths is a number of months from 3 to 1200.")
            .Validate(o => o.AreReadingMonthsSound, "HealthScore:Retention:ReadingMonths is a number of months from 28 to 1200, or left out to keep readings for ever.")
            .ValidateOnStart();
        services.AddSingleton<KeepHistory>();
        services.AddPooledDbContextFactory<HealthScoreDb>((s, options) =>
            HealthScoreDb.Configure(options, s.GetRequiredService<NpgsqlDataSource>()));
        services.AddScoped(s => s.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContext());
        return services;
    }
}
