using HealthScore.Engine.Organisation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace HealthScore.Engine.Schedule;

/// <summary>
/// Every job and trigger of the program. The scheduler only wakes: our own tables decide what runs, so that a firing that
/// comes twice, late or not at all does no harm.
/// </summary>
public static class ScheduleSetup
{
    public static IServiceCollection AddSchedule(this IServiceCollection services, IConfiguration configuration, string connectionString)
    {
        var organisation = configuration.GetSection("HealthScore").Get<OrganisationOptions>() ?? new();
        services.AddQuartz(q =>
        {
            q.ConfigureScheduler(o => { o.InstanceName = "healthscore"; o.GenerateInstanceId = true; });
            q.UsePersistentStore(s =>
            {
                s.UsePostgres(NpgsqlFactory.Instance, connectionString);
                s.ProvisionSchema();
                s.UseClustering(c => { c.CheckinInterval = TimeSpan.FromSeconds(5); c.CheckinMisfireThreshold = TimeSpan.FromSeconds(10); });
                s.UseSystemTextJsonSerializer(_ => { });
                s.ConfigureStore(o => o.TablePrefix = "quartz.qrtz_");
            });
            q.ScheduleJob<NightlyJob>(
                t => t.WithIdentity("nightly").WithCronSchedule(
                    Nightly(organisation.NightlyAt),
                    c => c.InTimeZone(Zone(organisation)).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)),
                j => j.WithIdentity(NightlyJob.Key));
            q.ScheduleJob<ScoringJob>(
                t => t.WithIdentity("scoring").StartNow().WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(5)).RepeatForever()),
                j => j.WithIdentity(ScoringJob.Key));
            q.AddJob<RetentionJob>(j => j.WithIdentity(RetentionJob.Key).StoreDurably());
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        services.AddSingleton<JobTimes>();
        services.AddHostedService<HelpRuns>();
        services.AddSingleton<StartNight>();
        services.AddHostedService<WarmReports>();
        return services;
    }

    internal static string Nightly(TimeOnly at) => $"0 {at.Minute} {at.Hour} * * ?";

    // A wrong name is reported by the settings check, which names the key.
    private static TimeZoneInfo Zone(OrganisationOptions organisation) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(organisation.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}
