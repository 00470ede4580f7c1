using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Ingest.Outcomes;

/// <summary>An outcome as a file gives it; the account is its place in the file's list of names.</summary>
internal sealed record OutcomeEntry(int Row, int Account, OutcomeKind Kind, DateOnly Day, decimal? Amount, string? Reason);
