using System.Net;
using HealthScore.Engine.Organisation;
using HealthScore.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HealthScore.Web.Tests;

/// <summary>The HTML of a component, without a server or a browser; characters stand as themselves, not as &amp;#x2013;.</summary>
internal static class Rendering
{
    public static async Task<string> HtmlAsync<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<NavigationManager, FixedNavigation>().AddSingleton<Currency>().AddSingleton(TimeProvider.System).AddSingleton<OrganisationClock>();
        services.Configure<OrganisationOptions>(o => o.Currency = "EUR");
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, provider.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
            WebUtility.HtmlDecode((await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value)))).ToHtmlString()));
    }

    /// <summary>Plain text as a parameter of markup.</summary>
    public static RenderFragment Text(string text) => builder => builder.AddContent(0, text);
}

/// <summary>Stands at one address.</summary>
internal sealed class FixedNavigation : NavigationManager
{
    public FixedNavigation() => Initialize("http://host/", "http://host/accounts?band=red&sort=-arr&after=7~3");
}
