namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>A span of days with its yearly revenue: from the first day to the day before the end, or on and on.</summary>
internal sealed record Subscription(int Row, int Account, DateOnly Start, DateOnly? End, decimal Arr, DateOnly? Renewal);
