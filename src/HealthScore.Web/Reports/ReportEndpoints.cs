using HealthScore.Domain.Primitives;
using HealthScore.Engine.Reports;
using HealthScore.Web.Access;
using HealthScore.Web.Accounts;

namespace HealthScore.Web.Reports;

/// <summary>The files of the reports page.</summary>
public static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        var reports = app.MapGroup("/reports").RequireAuthorization(new NeedsAttribute(Permission.Export));
        foreach (var format in Enum.GetValues<ReportFormat>())
        {
            app.MapGet($"/accounts/export.{format.Extension()}", (HttpContext http, CurrentActor current, ExportAccounts export, CancellationToken ct) =>
                SendAsync(http, current, [], actor => export.RunAsync(
                    actor, AccountsUrl.Read(http.Request.Query.ToDictionary()), [.. (GridColumn.Parse(http.Request.Query["cols"]) ?? []).Select(c => c.Key)], format, ct), ct)).RequireAuthorization(new NeedsAttribute(Permission.Export));
            reports.MapGet($"/trends.{format.Extension()}", async (
                string? from, string? to, int? segment, HttpContext http, CurrentActor current, ExportTrends export, CancellationToken ct) =>
            {
                var unread = new List<string>();
                var url = ReportUrl.Parse(from, to, segment, null, unread);
                return await SendAsync(http, current, unread, actor => export.RunAsync(actor, new(url.From, url.To, url.SegmentId), format, ct), ct);
            });
            reports.MapGet($"/scores.{format.Extension()}", async (
                string? month, HttpContext http, CurrentActor current, ExportScores export, CancellationToken ct) =>
            {
                var unread = new List<string>();
                var asked = ReportUrl.ParseMonth(month, unread);
                return await SendAsync(http, current, unread, actor => export.RunAsync(actor, asked, format, ct), ct);
            });
        }
    }

    private static async Task<IResult> SendAsync(
        HttpContext http, CurrentActor current, List<string> unread, Func<Actor, Task<Result<ReportFile>>> prepare, CancellationToken ct)
    {
        if (unread.Count > 0) return Results.Text(unread[0], statusCode: StatusCodes.Status400BadRequest);
        if (await current.FindAsync(http.User, ct) is not { } actor) return Results.Unauthorized();
        var file = await prepare(actor);
        if (!file.IsOk) return Results.Text(file.Message, statusCode: file.Errors[0].Code switch
        {
            "forbidden" => StatusCodes.Status403Forbidden,
            "no_scores" or "not_found" => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status400BadRequest,
        });
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(stream => file.Value.WriteAsync(stream, ct), file.Value.ContentType, file.Value.Name);
    }
}
