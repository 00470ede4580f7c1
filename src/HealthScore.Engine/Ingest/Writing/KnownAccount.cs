namespace HealthScore.Engine.Ingest.Writing;

/// <summary>An account of the file as the database has it.</summary>
internal sealed record KnownAccount(long Id, string ExternalId, string Name, DateOnly Start, DateOnly? Churned);
