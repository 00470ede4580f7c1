namespace HealthScore.Benchmarks.Commands;

/// <summary>What all benchmarks are asked alike.</summary>
/// <param name="Accounts">How large the company is.</param>
/// <param name="Repeats">How often each thing is measured.</param>
/// <param name="Months">Months with readings.</param>
/// <param name="Json">A file for the figures; null: none.</param>
/// <param name="Data">A folder whose PostgreSQL keeps the loaded workload for the next time; null: a folder that goes with the process.</param>
/// <param name="Keep">True when the database that was measured on is to stay, to be looked at.</param>
internal sealed record BenchSettings(int Accounts, int Repeats, int Months, FileInfo? Json, DirectoryInfo? Data, bool Keep);
