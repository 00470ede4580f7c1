using System.Linq.Expressions;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Why what a model is for cannot go.</summary>
internal static class ModelUse
{
    /// <summary>Says which model is in the way and what can be done; null: none.</summary>
    /// <param name="db">The database.</param>
    /// <param name="of">Which models are for it.</param>
    /// <param name="what">What it is, e.g. <c>this segment</c>.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<string?> WordsAsync(HealthScoreDb db, Expression<Func<ScoringModel, bool>> of, string what, CancellationToken ct)
    {
        var model = await db.ScoringModels.Where(of).OrderBy(m => m.Id).Select(m => new { m.Name, Ends = m.Versions.OrderByDescending(v => v.Number).Select(v => (bool?)v.Ends).FirstOrDefault() }).FirstOrDefaultAsync(ct);
        return model is null ? null : $"A scoring model is for {what}, so it stays" + model.Ends switch
        {
            null => $". {model.Name} was never published: discard its draft first.",
            true => $": {model.Name} was ended, but its scores and its history name it.",
            false => $": {model.Name}.",
        };
    }
}
