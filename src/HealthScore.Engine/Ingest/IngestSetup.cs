using HealthScore.Engine.Storage.Readings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HealthScore.Engine.Ingest;

/// <summary>Registers the doors for data.</summary>
public static class IngestSetup
{
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.TryAddSingleton<ReadingStore>();
        return services.AddSingleton(s => s.GetRequiredService<IConfiguration>().GetSection("HealthScore:Import").Get<IngestLimits>() ?? new IngestLimits())
            .AddSingleton<ImportFile>()
            .AddSingleton<PreviewImport>()
            .AddSingleton<ListImports>()
            .AddSingleton<ReadFreshness>();
    }
}
