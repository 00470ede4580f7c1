namespace HealthScore.Engine.Ingest.Writing;

/// <summary>A metric that the database has.</summary>
internal sealed record KnownMetric(short Id, string Key, string? Expression, DateOnly? RetiredOn);
