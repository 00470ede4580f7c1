namespace HealthScore.Web.Accounts;

/// <summary>What a button at an entry does.</summary>
public enum ActKind
{
    TakeBack = 1,
    CloseRisk = 2,
    EndOverride = 3,
}
