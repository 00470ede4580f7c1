using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;

namespace HealthScore.Engine.Journeys;

/// <summary>Checks a journey. The errors name the place at fault, e.g. <c>stages[1].milestones[0].rule.all[0].value</c>.</summary>
public static class JourneyCheck
{
    public const int LongestName = 80;
    public const int LongestDescription = 500;
    private const int MostStages = 30;
    private const int MostMilestones = 30;
    private const int MostDays = 3650;

    /// <summary>All that is wrong with it by itself; empty when it may be saved.</summary>
    /// <param name="input">The journey.</param>
    /// <param name="catalogue">What there is to ask for; the journey's own stages and milestones come in addition.</param>
    public static IReadOnlyList<Error> Of(JourneyInput input, ConditionCatalogue catalogue)
    {
        List<Error> errors = [];
        Named(errors, input.Name, "name", "the journey");
        if (input.Description.Trim().Length > LongestDescription) errors.Add(new("too_long", $"The description is too long; shorten it to {LongestDescription} characters.", "description"));
        if (input.Stages.Count is 0 or > MostStages) errors.Add(new("bad_stages", input.Stages.Count == 0 ? "Add at least one stage." : $"There are {input.Stages.Count} stages; use at most {MostStages}.", "stages"));
        var known = Known(input, catalogue);
        for (var i = 0; i < input.Stages.Count; i++) Stage(errors, input, i, known);
        return errors;
    }

    /// <summary>What the journey's rules may ask for, once it is saved.</summary>
    public static ConditionCatalogue Known(JourneyInput input, ConditionCatalogue catalogue) => catalogue with
    {
        IsOfJourney = true,
        Stages = [.. catalogue.Stages.Union(input.Stages.Select(s => s.Name.Trim())).Where(n => n.Length > 0)],
        Milestones = [.. catalogue.Milestones.Union(input.Stages.SelectMany(s => s.Milestones).Select(m => m.Name.Trim())).Where(n => n.Length > 0)],
    };

    private static void Stage(List<Error> errors, JourneyInput input, int at, ConditionCatalogue known)
    {
        var (stage, path) = (input.Stages[at], FormattableString.Invariant($"stages[{at}]"));
        Named(errors, stage.Name, $"{path}.name", "the stage");
        if (stage.Name.Trim().Length > 0 && input.Stages.Take(at).Any(s => Same(s.Name, stage.Name))) errors.Add(new("name_taken", "Another stage of this journey has this name. Choose another one.", $"{path}.name"));
        if (stage.ExpectedDays is < 1 or > MostDays) errors.Add(new("bad_days", $"Write a number of days from 1 to {MostDays}, or leave it empty.", $"{path}.expected_days"));
        if (stage.Entry is { } entry) errors.AddRange(Of(entry, known, $"{path}.entry"));
        if (stage.Milestones.Count > MostMilestones) errors.Add(new("bad_milestones", $"There are {stage.Milestones.Count} milestones; use at most {MostMilestones}.", $"{path}.milestones"));
        for (var i = 0; i < stage.Milestones.Count; i++) Milestone(errors, input, at, i, known);
    }

    private static void Milestone(List<Error> errors, JourneyInput input, int stage, int at, ConditionCatalogue known)
    {
        var (milestone, path) = (input.Stages[stage].Milestones[at], FormattableString.Invariant($"stages[{stage}].milestones[{at}]"));
        Named(errors, milestone.Name, $"{path}.name", "the milestone");
        var before = input.Stages.Take(stage).SelectMany(s => s.Milestones).Concat(input.Stages[stage].Milestones.Take(at));
        if (milestone.Name.Trim().Length > 0 && before.Any(m => Same(m.Name, milestone.Name))) errors.Add(new("name_taken", "Another milestone of this journey has this name. Choose another one.", $"{path}.name"));
        if (milestone.DueDays is < 0 or > MostDays) errors.Add(new("bad_days", $"Write a number of days from 0 to {MostDays}.", $"{path}.due_days"));
        if (milestone.Rule is { } rule) errors.AddRange(Of(rule, known, $"{path}.rule"));
    }

    private static IEnumerable<Error> Of(Condition condition, ConditionCatalogue known, string path) =>
        ConditionCheck.Of(condition, known).Select(e => e with { Field = string.IsNullOrEmpty(e.Field) ? path : $"{path}.{e.Field}" });

    private static void Named(List<Error> errors, string name, string field, string what)
    {
        var length = name.Trim().Length;
        if (length is 0 or > LongestName) errors.Add(new("bad_name", length == 0 ? $"Give {what} a name." : $"The name has {length} characters; shorten it to {LongestName}.", field));
    }

    private static bool Same(string a, string b) => a.Trim().Equals(b.Trim(), StringComparison.OrdinalIgnoreCase);
}
