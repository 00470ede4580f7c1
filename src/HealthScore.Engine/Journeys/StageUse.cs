using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Journeys;

/// <summary>Why stages cannot go: a model is for them, or what accounts have been through names them.</summary>
internal static class StageUse
{
    /// <param name="db">The database.</param>
    /// <param name="journeyId">The journey.</param>
    /// <param name="kept">Its stages that shall stay.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<IReadOnlyList<Error>> RefuseAsync(HealthScoreDb db, int journeyId, int[] kept, CancellationToken ct)
    {
        List<Error> errors = [];
        foreach (var stage in await db.Stages.AsNoTracking().Where(s => s.JourneyId == journeyId && !kept.Contains(s.Id)).OrderBy(s => s.Position).ToListAsync(ct))
        {
            if (await db.ScoringModels.AnyAsync(m => m.StageId == stage.Id, ct))
                errors.Add(new("stage_in_use", $"A scoring model is for the stage {stage.Name}, so it stays.", "stages"));
            else if (await db.AccountStates.AnyAsync(s => s.StageId == stage.Id || s.GivenStageId == stage.Id, ct))
                errors.Add(new("stage_in_use", $"Accounts are or were in the stage {stage.Name}, and their history names it, so it stays. Give it an entry rule that nobody meets to empty it.", "stages"));
        }

        return errors;
    }
}
