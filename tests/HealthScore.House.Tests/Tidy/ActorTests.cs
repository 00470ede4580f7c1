using System.Reflection;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;

namespace HealthScore.House.Tests.Tidy;

/// <summary>Every way into Engine asks who comes. What does not, stands here with the reason.</summary>
public sealed class ActorTests
{
    private static readonly Dictionary<string, string> Exempt = new()
    {
        ["ActingUser.FindAsync"] = "finds the actor",
        ["Doctor.ExamineAsync"] = "for whoever sits at the machine",
        ["JobTimes.IsUpAsync"] = "readiness, which says nothing of anybody's data",
        ["JobTimes.NextNightlyAsync"] = "a time of day",
        ["JobTimes.WakeAsync"] = "takes up what others were allowed to queue",
        ["ListRuns.FindAsync"] = "a verb asks for the run that it queued",
        ["ListRuns.HasFinishedAsync"] = "yes or no, which says nothing of anybody's data",
        ["LiveScoring.PutOffAsync"] = "works off what others were allowed to bring",
        ["LiveScoring.ScoreMarkedAsync"] = "works off what others were allowed to bring",
        ["LoadDemoCompany.IsLoadedAsync"] = "yes or no, for the command line",
        ["RunScoring.FinishAsync"] = "works off what others were allowed to queue",
        ["RunScoring.HelpAsync"] = "works off what others were allowed to queue",
        ["RunScoring.TakeUpAsync"] = "works off what others were allowed to queue",
        ["JourneyTrial.TryAsync"] = "looks at what an actor was allowed to open",
        ["SegmentTrial.TryAsync"] = "looks at what an actor was allowed to open",
        ["SegmentTrial.TryOrderAsync"] = "looks at what an actor was allowed to open",
        ["SetUpFirstAdmin.IsNeededAsync"] = "there is no user yet",
        ["SetUpFirstAdmin.RunAsync"] = "there is no user yet",
        ["StartRun.NightlyAsync"] = "the schedule asks, nobody else",
    };

    private static readonly string[] Unguarded =
        (from type in typeof(OrganisationOptions).Assembly.GetExportedTypes()
         where type.IsClass && !type.Namespace!.StartsWith("HealthScore.Engine.Storage", StringComparison.Ordinal)
         from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
         where IsAwaited(method.ReturnType) && !type.Name.EndsWith("Sql", StringComparison.Ordinal) && !method.Name.StartsWith("Dispose", StringComparison.Ordinal)
         where Array.TrueForAll(method.GetParameters(), parameter => parameter.ParameterType != typeof(Actor))
         select $"{type.Name}.{method.Name}").Distinct().ToArray();

    [Fact]
    public void EveryWayIntoEngine_TakesAnActor() => Unguarded.Except(Exempt.Keys).ShouldBeNone("a call without an actor can neither refuse nor filter");

    [Fact]
    public void EveryExemption_IsUsed() => Exempt.Keys.Except(Unguarded).ShouldBeNone();

    private static bool IsAwaited(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));
}
