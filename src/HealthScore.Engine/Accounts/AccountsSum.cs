namespace HealthScore.Engine.Accounts;

/// <summary>Accounts and their ARR.</summary>
public sealed record AccountsSum(int Accounts, decimal Arr);
