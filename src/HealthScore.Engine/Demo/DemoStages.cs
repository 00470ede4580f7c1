using HealthScore.Domain.Journeys;

namespace HealthScore.Engine.Demo;

/// <summary>The journey of every customer.</summary>
internal static class DemoStages
{
    public const int Onboarding = 1;
    public const int Adoption = 2;
    public const int Value = 3;
    public const int Renewal = 4;

    /// <summary>New each time, because storing them ties them to a database.</summary>
    public static IReadOnlyList<Stage> Create() =>
    [
        new() { Id = Onboarding, Name = "Onboarding", Position = 0, ExpectedDays = 90 },
        new() { Id = Adoption, Name = "Adoption", Position = 1, ExpectedDays = 180 },
        new() { Id = Value, Name = "Value", Position = 2, ExpectedDays = null },
        new() { Id = Renewal, Name = "Renewal", Position = 3, ExpectedDays = 90 },
    ];
}
