using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage.Readings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HealthScore.Engine.Ingest;

/// <summary>Registers the doors for data.</summary>
public static class IngestSetup
{
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.TryAddSingleton(s => new ReadingStore(s.GetRequiredService<NpgsqlDataSource>(), () => s.GetRequiredService<OrganisationClock>().Yesterday));
        services.AddOptions<IngestLimits>().BindConfiguration("HealthScore:Import")
            .Validate(l => l is { Bytes: > 0, Rows: > 0, Columns: > 0, UnpackRatio: > 0 }, "HealthScore:Import: every limit is a number above 0.")
            .ValidateOnStart();
        return services.AddSingleton(s => s.GetRequiredService<IOptions<IngestLimits>>().Value)
            .AddSingleton<ImportFile>()
            .AddSingleton<PreviewImport>()
            .AddSingleton<ListImports>();
    }
}
