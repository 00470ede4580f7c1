namespace HealthScore.Engine.Ingest.Writing;

/// <summary>What an import did, in readings, accounts, outcomes or contacts.</summary>
internal readonly record struct ImportCounts(long Added, long Changed, long Unchanged);
