using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Reports;

/// <summary>Registers the reports.</summary>
public static class ReportsSetup
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<MoveCache>().AddSingleton<ReadMonthlyTrends>().AddSingleton<ExportTrends>().AddSingleton<ExportScores>().AddSingleton<ExportAccounts>().AddSingleton<ExportPreview>();
}
