namespace HealthScore.Engine.Demo;

/// <summary>The people who sign in to the demo.</summary>
internal static class DemoUsers
{
    public const string OpsName = "Robin Hale";
    public const string LeadName = "Marta Olsen";
    public const string AdminName = "Sam Okoro";
}
