using HealthScore.Engine.Access;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Demo;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Journeys;
using HealthScore.Engine.Metrics;
using HealthScore.Engine.MyDay;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Portfolio;
using HealthScore.Engine.Reports;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;

namespace HealthScore.Web.Commands;

/// <summary>Every feature of Engine, for the web app and for the verbs alike.</summary>
public static class EngineSetup
{
    public static IServiceCollection AddEngine(this IServiceCollection services, IConfiguration configuration, string connectionString) => services
        .AddOrganisation(configuration)
        .AddStorage(connectionString)
        .AddAccess()
        .AddAccounts()
        .AddPortfolio()
        .AddMyDay()
        .AddIngest()
        .AddMetricCatalogue()
        .AddScoring()
        .AddSegments()
        .AddJourneys()
        .AddReports()
        .AddDemo();
}
