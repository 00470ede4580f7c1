using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Journeys;

/// <summary>Why stages and milestones cannot go: a model is for a stage, what accounts have been through names it, or a rule of another journey asks for it.</summary>
internal static class StageUse
{
    /// <param name="db">The database.</param>
    /// <param name="map">The journeys as they are.</param>
    /// <param name="journeyId">The journey.</param>
    /// <param name="kept">What it shall be; null: it goes as a whole.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<IReadOnlyList<Error>> RefuseAsync(HealthScoreDb db, JourneyMap map, int journeyId, JourneyInput? kept, CancellationToken ct)
    {
        List<Error> errors = [];
        if (map.Journeys.FirstOrDefault(j => j.Journey.Id == journeyId) is not { } order) return errors;
        foreach (var stage in order.Stages.Where(s => kept?.Stages.Any(k => k.Id == s.Id) != true))
        {
            if (await ModelUse.WordsAsync(db, m => m.StageId == stage.Id, $"the stage {stage.Name}", ct) is { } use)
                errors.Add(new("stage_in_use", use, "stages"));
            // A stay that ended on the day it began is in the moves alone, by which it can be taken back.
            else if (await db.AccountStates.AnyAsync(s => s.StageId == stage.Id || s.GivenStageId == stage.Id, ct) || await db.StageMoves.AnyAsync(m => m.StageId == stage.Id || m.Before == stage.Id || m.GivenBefore == stage.Id, ct))
                errors.Add(new("stage_in_use", $"Accounts are or were in the stage {stage.Name}, and their history names it, so it stays. To empty it, take its entry rule away and move its accounts to other stages, on their pages or by a file.", "stages"));
            else if (JourneyNames.Asking(map, stage) is { Count: > 0 } askers)
                errors.Add(new("stage_in_use", $"The stage {stage.Name} stays: {Ask(askers)} for it. Change the rule there first.", "stages"));
        }

        foreach (var milestone in map.Milestones.Where(m => order.Has(m.StageId) && kept?.Stages.Any(s => s.Milestones.Any(k => k.Id == m.Id)) != true))
            if (JourneyNames.Asking(map, milestone) is { Count: > 0 } askers)
                errors.Add(new("milestone_in_use", $"The milestone {milestone.Name} stays: {Ask(askers)} for it. Change the rule there first.", "stages"));
        return errors;
    }

    private static string Ask(IReadOnlyList<string> askers) => $"{string.Join(", ", askers)} {(askers.Count == 1 ? "asks" : "ask")}";
}
