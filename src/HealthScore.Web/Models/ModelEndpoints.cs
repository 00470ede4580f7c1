using System.Globalization;
using System.Text;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Web.Access;

namespace HealthScore.Web.Models;

/// <summary>Models as files, and what such a file may say.</summary>
public static class ModelEndpoints
{
    public const string Schema = "/model.schema.json";

    public static void MapModels(this IEndpointRouteBuilder app)
    {
        app.MapGet("/models/{id:int}/export", (int id, int? version, bool? draft, HttpContext http, CurrentActor current, ExportModel export, CancellationToken ct) =>
            ExportAsync(new(id, Drafts: draft == true, Version: version), Name(id, version, draft == true), http, current, export, ct)).WithMetadata(new NeedsAttribute(Permission.Export));
        app.MapGet("/models/export", (ScoreKind? kind, bool? drafts, HttpContext http, CurrentActor current, ExportModel export, CancellationToken ct) =>
            ExportAsync(new(Kind: kind, Drafts: drafts == true), $"{kind?.ToString().ToLowerInvariant() ?? "all"}-{(drafts == true ? "drafts" : "models")}", http, current, export, ct)).WithMetadata(new NeedsAttribute(Permission.Export));
        // Read by editors, which do not sign in. It says nothing of this company.
        app.MapGet(Schema, () => Results.Stream(typeof(ModelEndpoints).Assembly.GetManifestResourceStream("model.schema.json")!, "application/schema+json")).AllowAnonymous();
    }

    private static string Name(int id, int? version, bool draft) =>
        string.Create(CultureInfo.InvariantCulture, $"model-{id}") + (draft ? "-draft" : version is { } number ? string.Create(CultureInfo.InvariantCulture, $"-v{number}") : "");

    private static async Task<IResult> ExportAsync(ModelSelection selection, string name, HttpContext http, CurrentActor current, ExportModel export, CancellationToken ct)
    {
        if (await current.FindAsync(http.User, ct) is not { } actor) return Results.Forbid();
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        var written = await export.RunAsync(actor, selection, text, ct);
        return written.IsOk ? Results.File(Encoding.UTF8.GetBytes(text.ToString()), "application/json", $"{name}.json") : Results.NotFound(written.Message);
    }
}
