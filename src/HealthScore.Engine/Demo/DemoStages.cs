using HealthScore.Domain.Journeys;
using HealthScore.Domain.Segments;

namespace HealthScore.Engine.Demo;

/// <summary>The journey of every customer. Stages are given, not ruled: they are told with each customer's history.</summary>
internal static class DemoStages
{
    public const int Onboarding = 1;
    public const int Adoption = 2;
    public const int Value = 3;
    public const int Renewal = 4;

    /// <summary>What is to be reached, and after how many days; what accounts have done of it comes from <see cref="DemoJourney"/>.</summary>
    public static IReadOnlyList<(int Stage, string Name, int Due, bool IsRequired)> Steps { get; } =
    [
        (Onboarding, "Kick-off held", 7, true),
        (Onboarding, "Data source connected", 21, true),
        (Onboarding, "First report published", 35, true),
        (Onboarding, "Single sign-on set up", 45, false),
        (Onboarding, "Team trained", 55, true),
        (Adoption, "Second team live", 60, true),
        (Adoption, "Five workflows in use", 110, true),
        (Value, "First value review", 60, true),
        (Value, "Executive business review", 120, false),
        (Value, "Second value review", 150, true),
        (Value, "Third value review", 240, true),
        (Renewal, "Renewal plan agreed", 25, true),
        (Renewal, "Proposal accepted", 65, true),
    ];

    /// <summary>New each time, because storing it ties it to a database.</summary>
    public static Journey Journey() => new() { Id = 1, Name = "Customer journey", Description = "From the kick-off to the renewal, and from there to the next one." };

    /// <summary>The steps as people keep them, and one that follows from others by a rule.</summary>
    public static IReadOnlyList<MilestoneDefinition> Milestones() =>
    [
        .. Steps.Select((s, i) => new MilestoneDefinition { Id = i + 1, StageId = s.Stage, Name = s.Name, IsRequired = s.IsRequired, DueDays = s.Due, Position = i }),
        new()
        {
            Id = Steps.Count + 1, StageId = Onboarding, Name = "Ready for work", IsRequired = false, DueDays = 60, Position = Steps.Count,
            Rule = new AllOf([Done("Data source connected"), Done("First report published"), Done("Team trained")]),
        },
    ];

    /// <summary>New each time, because storing them ties them to a database.</summary>
    public static IReadOnlyList<Stage> Create() =>
    [
        new() { Id = Onboarding, JourneyId = 1, Name = "Onboarding", Position = 0, ExpectedDays = 90 },
        new() { Id = Adoption, JourneyId = 1, Name = "Adoption", Position = 1, ExpectedDays = 180 },
        new() { Id = Value, JourneyId = 1, Name = "Value", Position = 2, ExpectedDays = null },
        new() { Id = Renewal, JourneyId = 1, Name = "Renewal", Position = 3, ExpectedDays = 90 },
    ];

    private static Question Done(string milestone) => new(new MilestoneSubject(milestone), new YesTest(true));
}
