using HealthScore.Domain.Primitives;

namespace HealthScore.Web.Shell;

/// <summary>An entry of the main navigation, seen by the roles that may use the page.</summary>
public sealed record NavigationItem(string Name, string Href, string Icon, Permission Needs)
{
    public static IReadOnlyList<NavigationItem> All { get; } =
    [
        new("My day", "/my-day", "day", Permission.Read),
        new("Portfolio", "/portfolio", "portfolio", Permission.Read),
        new("Accounts", "/accounts", "accounts", Permission.Read),
        new("Reports", "/reports", "reports", Permission.Read),
        new("Models", "/models", "models", Permission.Read),
        new("Metrics", "/metrics", "metrics", Permission.Read),
        new("Segments", "/segments", "segments", Permission.Read),
        new("Journeys", "/journeys", "journeys", Permission.Read),
        new("Data", "/data", "data", Permission.Import),
        new("Jobs", "/jobs", "jobs", Permission.RunJobs),
        new("Users", "/users", "users", Permission.ManageUsers),
    ];
}
