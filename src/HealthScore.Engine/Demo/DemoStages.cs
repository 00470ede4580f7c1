using HealthScore.Domain.Journeys;
using HealthScore.Domain.Segments;

namespace HealthScore.Engine.Demo;

/// <summary>
/// The journeys: public bodies have one of their own, stage by stage beside that of all others. The past of stages is told with each customer;
/// from the day of the load on, entry rules take on whoever the past would have taken on by then.
/// </summary>
internal static class DemoStages
{
    public const int Onboarding = 1;
    public const int Adoption = 2;
    public const int Value = 3;
    public const int Renewal = 4;

    /// <summary>The segment that goes another way.</summary>
    public const int PublicSector = 5;

    private const int Others = 1;
    private const int PublicBodies = 2;
    private const int StagesOfOthers = 4;

    // The slowest of the past were onboarded and had adopted by then, so that nobody moves on the day of the load.
    private const int Onboarded = 200;
    private const int Adopted = 620;

    /// <summary>The latest that a renewal is prepared, whatever its term.</summary>
    private const int BeforeRenewal = 45;

    /// <summary>What is to be reached, by others and by public bodies, and after how many days; what accounts have done of it comes from <see cref="DemoJourney"/>.</summary>
    public static IReadOnlyList<(int Stage, string Name, string Public, int Due, bool IsRequired)> Steps { get; } =
    [
        (Onboarding, "Kick-off held", "Kick-off held", 7, true),
        (Onboarding, "Data source connected", "Data protection agreed", 21, true),
        (Onboarding, "First report published", "First report published", 35, true),
        (Onboarding, "Single sign-on set up", "Single sign-on set up", 45, false),
        (Onboarding, "Team trained", "Staff trained", 55, true),
        (Adoption, "Second team live", "Second office live", 60, true),
        (Adoption, "Five workflows in use", "Five procedures in use", 110, true),
        (Value, "First value review", "First yearly report", 60, true),
        (Value, "Executive business review", "Review with the head of office", 120, false),
        (Value, "Second value review", "Audit passed", 150, true),
        (Value, "Third value review", "Second yearly report", 240, true),
        (Renewal, "Renewal plan agreed", "Need confirmed", 25, true),
        (Renewal, "Proposal accepted", "Tender won", 65, true),
    ];

    /// <summary>The stage of a segment's journey that corresponds to one of the others'.</summary>
    public static int Of(int stage, int segment) => segment == PublicSector ? stage + StagesOfOthers : stage;

    /// <summary>The milestone of a step, by its place among the steps.</summary>
    public static int MilestoneOf(int step, int segment) => step + 1 + (segment == PublicSector ? Steps.Count + 1 : 0);

    /// <summary>The journey of a segment; null: the first.</summary>
    public static int? JourneyOf(int segment) => segment == PublicSector ? PublicBodies : null;

    /// <summary>New each time, because storing them ties them to a database.</summary>
    public static IReadOnlyList<Journey> Journeys() =>
    [
        new() { Id = Others, Name = "Customer journey", Description = "From the kick-off to the renewal, and from there to the next one.", Position = 0 },
        new() { Id = PublicBodies, Name = "Public sector journey", Description = "Public bodies put every contract out to tender, and take their time.", Position = 1 },
    ];

    /// <summary>The steps as people keep them, and one of the first stage that follows from others by a rule.</summary>
    public static IReadOnlyList<MilestoneDefinition> Milestones() => [.. Milestones(0, s => s.Name), .. Milestones(PublicSector, s => s.Public)];

    /// <summary>New each time, because storing them ties them to a database.</summary>
    public static IReadOnlyList<Stage> Create() =>
    [
        .. Stages(0, Others, "Onboarding", "Adoption", "Value", "Renewal"),
        .. Stages(PublicSector, PublicBodies, "Set-up", "Roll-out", "Operation", "Tender"),
    ];

    private static IEnumerable<MilestoneDefinition> Milestones(int segment, Func<(int Stage, string Name, string Public, int Due, bool IsRequired), string> name) =>
    [
        .. Steps.Select((s, i) => new MilestoneDefinition { Id = MilestoneOf(i, segment), StageId = Of(s.Stage, segment), Name = name(s), IsRequired = s.IsRequired, DueDays = s.Due, Position = i }),
        new()
        {
            Id = MilestoneOf(Steps.Count, segment), StageId = Of(Onboarding, segment), Name = "Ready for work", IsRequired = false, DueDays = 60, Position = Steps.Count,
            Rule = new AllOf([.. Steps.Where(s => s is { Stage: Onboarding, IsRequired: true }).Skip(1).Select(s => Done(name(s)))]),
        },
    ];

    private static IEnumerable<Stage> Stages(int segment, int journey, string first, string second, string third, string last) =>
    [
        new() { Id = Of(Onboarding, segment), JourneyId = journey, Name = first, Position = 0, ExpectedDays = 90 },
        new() { Id = Of(Adoption, segment), JourneyId = journey, Name = second, Position = 1, ExpectedDays = 180, Entry = Since(Onboarded) },
        new() { Id = Of(Value, segment), JourneyId = journey, Name = third, Position = 2, ExpectedDays = null, Entry = Since(Adopted) },
        new() { Id = Of(Renewal, segment), JourneyId = journey, Name = last, Position = 3, ExpectedDays = 90, Entry = new AllOf([new Question(new FieldSubject(AccountField.Renewal), new NearTest(NearMatch.WithinNext, BeforeRenewal)), Since(Onboarded)]) },
    ];

    private static Question Since(int days) => new(new FieldSubject(AccountField.Start), new NearTest(NearMatch.MoreThanAgo, days));

    private static Question Done(string milestone) => new(new MilestoneSubject(milestone), new YesTest(true));
}
