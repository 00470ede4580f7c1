namespace HealthScore.House.Tests.Imports;

/// <summary>One place at which a group of files uses another.</summary>
internal sealed record Import(string From, string To, string Place)
{
    public string Permission => $"{From} -> {To}";
}
