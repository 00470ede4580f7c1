using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Web.Access;

namespace HealthScore.Web.Models;

/// <summary>A model as a file.</summary>
public static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder app) => app.MapGet("/models/{id:int}/export", ExportAsync).WithMetadata(new NeedsAttribute(Permission.Export));

    private static async Task<IResult> ExportAsync(int id, HttpContext http, CurrentActor current, ExportModel export, CancellationToken ct)
    {
        if (await current.FindAsync(http.User, ct) is not { } actor) return Results.Forbid();
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        var written = await export.RunAsync(actor, new(id), text, ct);
        return written.IsOk
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(text.ToString()), "application/json", string.Create(CultureInfo.InvariantCulture, $"model-{id}.json"))
            : Results.NotFound();
    }
}
