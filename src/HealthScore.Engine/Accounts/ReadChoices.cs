using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>A thing to choose from a list.</summary>
public sealed record Choice(int Id, string Name);

/// <summary>Segments, stages and owners, for filters and names.</summary>
public sealed record Choices(IReadOnlyList<Choice> Segments, IReadOnlyList<Choice> Stages, IReadOnlyList<Choice> Owners);

/// <summary>Reads what a filter can choose from; a user bound to their own accounts sees only themselves among the owners.</summary>
public sealed class ReadChoices(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Choices> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return new(
            await db.Segments.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new Choice(s.Id, s.Name)).ToListAsync(ct),
            await db.Stages.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new Choice(s.Id, s.Name)).ToListAsync(ct),
            await db.Owners.Where(o => actor.Scope == null || o.Id == actor.Scope).OrderBy(o => o.Name).Select(o => new Choice(o.Id, o.Name)).ToListAsync(ct));
    }
}
