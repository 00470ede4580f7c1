namespace HealthScore.Engine.Ingest.Rows;

/// <summary>Which account (by its place in the list of names) and day a row is about.</summary>
internal readonly record struct RowPlace(int Account, int Day, int Row);
