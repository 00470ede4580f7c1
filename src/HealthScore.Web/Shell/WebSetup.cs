using HealthScore.Web.Access;
using HealthScore.Web.Accounts;
using HealthScore.Web.Data;
using HealthScore.Web.Models;
using HealthScore.Web.Reports;
using HealthScore.Web.Shared;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using Radzen;

namespace HealthScore.Web.Shell;

/// <summary>The web shell: what it needs, and the order in which a request passes through it.</summary>
public static class WebSetup
{
    public static IServiceCollection AddHealthScoreWeb(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddUserCulture();
        services.AddWebAccess();
        services.AddSingleton<Currency>();
        services.AddSingleton<Readiness>();
        services.AddTransient<ImportDesk>();
        services.AddScoped<ActNews>();
        services.AddScoped<ChangesSeen>();
        services.AddScoped<CircuitConnection>();
        services.AddScoped<CircuitHandler>(s => s.GetRequiredService<CircuitConnection>());
        return services;
    }

    public static WebApplication MapHealthScoreWeb(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseSecurityHeaders();
        app.UseExceptionHandler("/status/500", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.Use(LookAtStatusAsync);
        app.Use(MachineRoutes.KeepPagesAwayAsync);
        app.UseRequestLocalization();
        app.UseAuthentication();
        app.Use(ChangesSeen.RememberAsync);
        app.Use(CurrentActor.RememberAsync);
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/healthz", () => "ok").AllowAnonymous();
        app.MapGet("/readyz", (Readiness readiness, CancellationToken ct) => readiness.CheckAsync(ct)).AllowAnonymous();
        app.MapWebAccess();
        app.MapAccounts();
        app.MapModels();
        app.MapReports();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    // The page that stands for a status is looked at, whatever was sent to the address that was asked for.
    private static Task LookAtStatusAsync(HttpContext http, RequestDelegate next)
    {
        var stands = http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;
        if (stands && !HttpMethods.IsHead(http.Request.Method)) http.Request.Method = HttpMethods.Get;
        return next(http);
    }
}
