using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Journeys;

/// <summary>Registers journeys, and what accounts reach on them.</summary>
public static class JourneysSetup
{
    public static IServiceCollection AddJourneys(this IServiceCollection services) => services
        .AddSingleton<ListJourneys>().AddSingleton<ReadJourney>().AddSingleton<SaveJourney>().AddSingleton<OrderJourneys>().AddSingleton<RemoveJourney>().AddSingleton<TryJourney>()
        .AddSingleton<ReadAccountJourney>().AddSingleton<MarkMilestone>().AddSingleton<MoveToStage>();
}
