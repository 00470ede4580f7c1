namespace HealthScore.Engine.Storage;

/// <summary>A key that signs and encrypts cookies, kept in the database so that it survives a redeploy and all nodes share it.</summary>
public sealed class DataProtectionKey
{
    public required string Name { get; init; }
    public required string Xml { get; init; }
}
