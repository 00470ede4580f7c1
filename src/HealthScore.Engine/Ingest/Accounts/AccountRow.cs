namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>One row of an accounts file; attributes in the order of <see cref="Rows.BoundMapping.Attributes"/>.</summary>
internal sealed record AccountRow(
    int Row, int Account, string? Name, DateOnly? Start, Given<DateOnly?> Churned, bool? HasChurned,
    Given<string> Segment, Given<string> Stage, Given<string> Owner, string? OwnerName, Given<decimal?> Arr, DateOnly? Renewal, DateOnly? From, IReadOnlyList<string?> Attributes);
