using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.MyDay;

/// <summary>Registers the list of accounts that need somebody, and how they are put off.</summary>
public static class MyDaySetup
{
    public static IServiceCollection AddMyDay(this IServiceCollection services) => services
        .AddSingleton<ReadMyDay>().AddSingleton<SnoozeAccount>().AddSingleton<EndSnooze>();
}
