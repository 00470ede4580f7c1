using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Metrics;

/// <summary>Registers the catalogue of metrics.</summary>
public static class MetricsSetup
{
    public static IServiceCollection AddMetricCatalogue(this IServiceCollection services) => services
        .AddSingleton<ReadFreshness>().AddSingleton<ListMetrics>().AddSingleton<ReadMetric>().AddSingleton<ReadMetricProfile>().AddSingleton<PreviewMetric>()
        .AddSingleton<SaveMetric>().AddSingleton<RetireMetric>().AddSingleton<ReviveMetric>();
}
