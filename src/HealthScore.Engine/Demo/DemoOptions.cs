namespace HealthScore.Engine.Demo;

/// <summary>What decides the demo company. The same options give the same company, on every machine.</summary>
public sealed record DemoOptions
{
    public const int MostAccounts = 1_000_000;
    public const int FewestMonths = 3;
    public const int MostMonths = 60;

    /// <summary>Customers of the company, those that left included: 1 to <see cref="MostAccounts"/>. Account <c>i</c> is the same whatever the number.</summary>
    public int Accounts { get; init; } = 300;

    /// <summary>Months of history before <see cref="Today"/>, <see cref="FewestMonths"/> to <see cref="MostMonths"/>.</summary>
    public int Months { get; init; } = 18;

    /// <summary>The day on which the company is looked at. Its data end the day before, with a few early readings of the day itself.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Another seed, another company.</summary>
    public ulong Seed { get; init; } = 2026;
}
