namespace HealthScore.Domain.Segments;

/// <summary>The stages and milestones that conditions name.</summary>
public static class ConditionNames
{
    /// <summary>The stages that it asks for by their whole names.</summary>
    public static IEnumerable<string> Stages(this Condition condition) => condition switch
    {
        AllOf all => all.Parts.SelectMany(Stages),
        AnyOf any => any.Parts.SelectMany(Stages),
        Not not => not.Part.Stages(),
        Question { Subject: FieldSubject { Field: AccountField.Stage }, Test: TextTest { Match: TextMatch.Is } text } => text.Values,
        _ => [],
    };

    /// <summary>The milestones that it asks for.</summary>
    public static IEnumerable<string> Milestones(this Condition condition) => condition.Subjects().OfType<MilestoneSubject>().Select(m => m.Milestone);

    /// <summary>The same condition with other names.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="stage">The name that a stage has now, by the one that stands there.</param>
    /// <param name="milestone">The same of a milestone.</param>
    public static Condition Renamed(this Condition condition, Func<string, string> stage, Func<string, string> milestone) => condition switch
    {
        AllOf all => new AllOf([.. all.Parts.Select(p => p.Renamed(stage, milestone))]),
        AnyOf any => new AnyOf([.. any.Parts.Select(p => p.Renamed(stage, milestone))]),
        Not not => new Not(not.Part.Renamed(stage, milestone)),
        Question { Subject: MilestoneSubject done } question => question with { Subject = new MilestoneSubject(milestone(done.Milestone)) },
        Question { Subject: FieldSubject { Field: AccountField.Stage }, Test: TextTest { Match: TextMatch.Is } text } question =>
            question with { Test = text with { Values = [.. text.Values.Select(stage)] } },
        _ => condition,
    };
}
