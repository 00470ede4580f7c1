using HealthScore.Engine.Storage.Changes;

namespace HealthScore.Web.Shared;

/// <summary>How far the feed had heard when a request came in, before anything was read for it: what came later may be missing on the page.</summary>
public sealed class ChangesSeen(ChangeFeed feed)
{
    /// <summary>For <see cref="LiveUpdates.Since"/>.</summary>
    public long UpTo { get; } = feed.Heard;

    internal static Task RememberAsync(HttpContext http, RequestDelegate next)
    {
        http.RequestServices.GetRequiredService<ChangesSeen>();
        return next(http);
    }
}
