using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring;
using HealthScore.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HealthScore.Web.Accounts;

/// <summary>The piece of a page that the grid asks for when somebody looks at a score more closely.</summary>
public static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app) =>
        app.MapGet("/accounts/{id:long}/glance", GlanceAsync).RequireAuthorization(new NeedsAttribute(Permission.Read));

    private static async Task<IResult> GlanceAsync(long id, HttpContext http, CurrentActor current, ReadScore scores, OrganisationClock clock, CancellationToken ct)
    {
        if (await current.FindAsync(http.User, ct) is not { } actor) return Results.Unauthorized();
        var score = await scores.RunAsync(actor, id, ScoreKind.Health, clock.Today, null, CultureInfo.CurrentCulture, ct);
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<Glance>(new { View = score.Value, Problem = score.Message });
    }
}
