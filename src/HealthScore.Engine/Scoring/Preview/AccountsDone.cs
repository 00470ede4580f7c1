namespace HealthScore.Engine.Scoring.Preview;

/// <summary>How far a look at many accounts has come.</summary>
/// <param name="Done">Accounts looked at.</param>
/// <param name="Total">Accounts to be looked at.</param>
public readonly record struct AccountsDone(int Done, int Total);
