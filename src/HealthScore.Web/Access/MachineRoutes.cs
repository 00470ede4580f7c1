using Microsoft.AspNetCore.Diagnostics;

namespace HealthScore.Web.Access;

/// <summary>The addresses that programs ask for. They are told a status: never led to a form, never shown a page.</summary>
public static class MachineRoutes
{
    private static readonly string[] Roots = ["/api", "/v1", "/_blazor"];

    public static bool IsForMachines(this HttpContext http) =>
        Array.Exists(Roots, root => http.Request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase));

    internal static Task KeepPagesAwayAsync(HttpContext http, RequestDelegate next)
    {
        if (http.IsForMachines() && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        return next(http);
    }
}
