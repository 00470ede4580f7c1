using HealthScore.Engine.Ingest.Accounts;

namespace HealthScore.Engine.Ingest.Contacts;

/// <summary>A contact as a file gives it; the account is its place in the file's list of names.</summary>
internal sealed record ContactRow(
    int Row, int Account, string Key, string? Name, Given<string> Mail, Given<string> Persona, bool? IsChampion, Given<DateOnly?> LastContact);
