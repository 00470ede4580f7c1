namespace HealthScore.Engine.Ingest.Readings;

/// <summary>A value as the file gives it: 24 bytes, so that millions fit while they are checked. Account and metric are places in lists.</summary>
internal readonly record struct ReadingEntry(double Value, int Account, int Day, int Row, short Metric);
