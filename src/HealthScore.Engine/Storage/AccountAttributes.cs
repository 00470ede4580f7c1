namespace HealthScore.Engine.Storage;

/// <summary>The custom attributes of an account that have a value: one JSON object, by the attributes' names.</summary>
public sealed class AccountAttributes
{
    public long AccountId { get; init; }
    public required string Values { get; set; }
}
