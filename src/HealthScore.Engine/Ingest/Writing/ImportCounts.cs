namespace HealthScore.Engine.Ingest.Writing;

/// <summary>What an import did, in readings, accounts, outcomes or contacts; late are those that changed a day that had been scored for good.</summary>
internal readonly record struct ImportCounts(long Added, long Changed, long Unchanged, long Late = 0);
