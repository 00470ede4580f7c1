using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Demo;

/// <summary>Registers the demo company.</summary>
public static class DemoSetup
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services.AddScoped<LoadDemoCompany>();
}
