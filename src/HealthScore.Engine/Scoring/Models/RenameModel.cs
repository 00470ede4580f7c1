using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Gives a model another name. It is no part of what a version says, so that nothing is published by it.</summary>
public sealed class RenameModel(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Result<string>> RunAsync(Actor actor, int modelId, string name, CancellationToken ct)
    {
        if (ModelRights.Refuse(actor, "rename a model") is { } refusal) return refusal;
        if (CreateModel.NameProblem(name) is { } problem) return problem;
        await using var db = await factory.CreateDbContextAsync(ct);
        var renamed = await db.ScoringModels.Where(m => m.Id == modelId).ExecuteUpdateAsync(m => m.SetProperty(x => x.Name, name.Trim()), ct);
        return renamed == 0 ? Error.NotFound("model") : name.Trim();
    }
}
