namespace HealthScore.Domain.Segments;

/// <summary>
/// What must hold for an account to belong to a segment or to enter a stage: a closed set of questions about it, joined by all, any
/// and not. Scores and bands cannot be asked for: they follow from segments, and a circle would never come to rest.
/// </summary>
public abstract record Condition
{
    /// <summary>Holds for every account.</summary>
    public static Condition Everybody { get; } = new AllOf([]);
}

/// <summary>Holds when all of the parts do; without parts it holds for every account.</summary>
/// <param name="Parts">The parts.</param>
public sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition;

/// <summary>Holds when at least one of the parts does.</summary>
/// <param name="Parts">At least one.</param>
public sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition;

/// <summary>Holds when the part does not; so also where what the part asks for is not known.</summary>
/// <param name="Part">The part.</param>
public sealed record Not(Condition Part) : Condition;

/// <summary>Holds when the answer to a question passes a test.</summary>
/// <param name="Subject">What is asked for.</param>
/// <param name="Test">What the answer must be. Something that is not known passes no test but the one for being unknown.</param>
public sealed record Question(Subject Subject, Test Test) : Condition;
