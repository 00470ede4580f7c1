using HealthScore.Domain.Journeys;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Journeys;

/// <summary>Rules ask for stages and milestones by name: they follow when one gets another name, and keep one from being removed.</summary>
public static class JourneyNames
{
    /// <summary>
    /// A journey whose own rules ask for its stages and milestones as they are called in it. A rule that nobody touched follows all that was
    /// renamed; in one that was written anew, a name that there still is means what has it now.
    /// </summary>
    /// <param name="draft">What the journey shall be.</param>
    /// <param name="saved">What it is; null: it is new.</param>
    public static JourneyInput Follow(JourneyInput draft, JourneyInput? saved)
    {
        if (saved is null) return draft;
        var (stages, milestones) = (Renamed(saved.Stages, draft.Stages, s => s.Id, s => s.Name), Renamed(Milestones(saved), Milestones(draft), m => m.Id, m => m.Name));
        if (stages.Count == 0 && milestones.Count == 0) return draft;
        var (stageNames, milestoneNames) = (Names(draft.Stages.Select(s => s.Name)), Names(Milestones(draft).Select(m => m.Name)));
        var entries = saved.Stages.Where(s => s.Entry is not null).ToDictionary(s => s.Id, s => s.Entry!);
        var rules = Milestones(saved).Where(m => m.Rule is not null).ToDictionary(m => m.Id, m => m.Rule!);
        return draft with
        {
            Stages = [.. draft.Stages.Select(s => s with
            {
                Entry = Rule(s.Entry, s.IsEntryNew ? null : entries.GetValueOrDefault(s.Id)),
                Milestones = [.. s.Milestones.Select(m => m with { Rule = Rule(m.Rule, m.IsRuleNew ? null : rules.GetValueOrDefault(m.Id)) })],
            })],
        };

        Condition? Rule(Condition? rule, Condition? before)
        {
            if (rule is null) return null;
            var isAsBefore = before is not null && ConditionJson.Write(rule) == ConditionJson.Write(before);
            return rule.Renamed(Name(stages, stageNames), Name(milestones, milestoneNames));

            Func<string, string> Name(Dictionary<string, string> renamed, HashSet<string> there) => name => !isAsBefore && there.Contains(name) ? name : renamed.GetValueOrDefault(name, name);
        }
    }

    /// <summary>Lets the rules of all other journeys follow; to be saved by the caller.</summary>
    internal static async Task FollowOthersAsync(HealthScoreDb db, JourneyMap before, JourneyInput saved, JourneyInput draft, CancellationToken ct)
    {
        var stages = Renamed(saved.Stages, draft.Stages, s => s.Id, s => s.Name);
        var milestones = Milestones(draft).Where(m => m.Id != 0).ToDictionary(m => m.Id, m => m.Name.Trim());
        if (stages.Count == 0 && Renamed(Milestones(saved), Milestones(draft), m => m.Id, m => m.Name).Count == 0) return;
        var journeys = await db.Journeys.Where(j => j.Id != draft.Id).ToDictionaryAsync(j => j.Id, ct);
        var others = await db.Stages.Where(s => s.JourneyId != draft.Id).ToDictionaryAsync(s => s.Id, ct);
        foreach (var stage in others.Values) stage.Entry = Rule(stage.Entry, stage.JourneyId);
        foreach (var milestone in await db.MilestoneDefinitions.Where(m => others.Keys.Contains(m.StageId)).ToListAsync(ct)) milestone.Rule = Rule(milestone.Rule, others[milestone.StageId].JourneyId);

        Condition? Rule(Condition? rule, int journeyId)
        {
            if (rule?.Renamed(s => stages.GetValueOrDefault(s, s), m => before.MilestoneOf(journeyId, m) is { } id && milestones.TryGetValue(id, out var name) ? name : m) is not { } renamed) return null;
            if (ConditionJson.Write(renamed) == ConditionJson.Write(rule)) return rule;
            journeys[journeyId].Revision++;
            return renamed;
        }
    }

    /// <summary>The other journeys' rules that ask for a stage, as <c>entry of Adoption</c>.</summary>
    internal static IReadOnlyList<string> Asking(JourneyMap map, Stage stage) =>
        Asking(map, stage.JourneyId, (rule, _) => rule.Stages().Contains(stage.Name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The other journeys' rules that ask for a milestone.</summary>
    internal static IReadOnlyList<string> Asking(JourneyMap map, MilestoneDefinition milestone) =>
        Asking(map, map.Journeys.First(j => j.Has(milestone.StageId)).Journey.Id, (rule, journey) => rule.Milestones().Any(m => map.MilestoneOf(journey, m) == milestone.Id));

    private static List<string> Asking(JourneyMap map, int except, Func<Condition, int, bool> asks)
    {
        List<string> askers = [];
        foreach (var journey in map.Journeys.Where(j => j.Journey.Id != except))
        {
            askers.AddRange(journey.Stages.Where(s => s.Entry is { } rule && asks(rule, journey.Journey.Id)).Select(s => $"the stage {s.Name}"));
            askers.AddRange(map.Milestones.Where(m => journey.Has(m.StageId) && m.Rule is { } rule && asks(rule, journey.Journey.Id)).Select(m => $"the milestone {m.Name}"));
        }

        return askers;
    }

    private static IEnumerable<MilestoneInput> Milestones(JourneyInput input) => input.Stages.SelectMany(s => s.Milestones);

    private static HashSet<string> Names(IEnumerable<string> names) => names.Select(n => n.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);

    // The new name by the old one; what has none yet stays as it was.
    private static Dictionary<string, string> Renamed<T>(IEnumerable<T> saved, IEnumerable<T> draft, Func<T, int> id, Func<T, string> name)
    {
        var now = draft.Where(d => id(d) != 0).GroupBy(id).ToDictionary(g => g.Key, g => name(g.First()).Trim());
        Dictionary<string, string> renamed = new(StringComparer.OrdinalIgnoreCase);
        foreach (var thing in saved)
            if (now.TryGetValue(id(thing), out var called) && called.Length > 0 && called != name(thing)) renamed[name(thing)] = called;
        return renamed;
    }
}
