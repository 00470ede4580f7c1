using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Portfolio;

/// <summary>Registers the portfolio's queries.</summary>
public static class PortfolioSetup
{
    public static IServiceCollection AddPortfolio(this IServiceCollection services) =>
        services.AddSingleton<SumCache>().AddSingleton<ReadPortfolio>().AddSingleton<ReadMovers>().AddSingleton<ReadScatter>().AddSingleton<SumAccounts>();
}
