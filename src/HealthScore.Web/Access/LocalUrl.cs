namespace HealthScore.Web.Access;

/// <summary>Where to go after signing in: only to a place on this site, whatever the address asked for.</summary>
public static class LocalUrl
{
    public static string Of(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : "/";
}
