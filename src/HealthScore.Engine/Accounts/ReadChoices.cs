using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>A thing to choose from a list.</summary>
public sealed record Choice(int Id, string Name);

/// <summary>Segments, stages, owners and their teams, for filters and names.</summary>
public sealed record Choices(IReadOnlyList<Choice> Segments, IReadOnlyList<Choice> Stages, IReadOnlyList<Choice> Owners, IReadOnlyList<string> Teams)
{
    /// <summary>Lists of accounts; those that are not open are named to those only who see all accounts.</summary>
    public IReadOnlyList<Choice> Lists { get; init; } = [];

    /// <summary>Of these, the ones that whoever works with accounts may put theirs on.</summary>
    public IReadOnlyList<Choice> OpenLists { get; init; } = [];

    /// <summary>The team of the user; null: in none.</summary>
    public string? MyTeam { get; init; }
}

/// <summary>Reads what a filter can choose from; a user bound to their own accounts sees only themselves among the owners.</summary>
public sealed class ReadChoices(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Choices> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var lists = await db.AccountLists.AsNoTracking().Where(l => actor.Scope == null || l.IsOpen).OrderBy(l => l.Name).ToListAsync(ct);
        return new(
            await db.Segments.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new Choice(s.Id, s.Name)).ToListAsync(ct),
            await db.StagesInOrder().Select(s => new Choice(s.Id, s.Name)).ToListAsync(ct),
            await db.Owners.Where(o => actor.Scope == null || o.Id == actor.Scope).OrderBy(o => o.Name).Select(o => new Choice(o.Id, o.Name)).ToListAsync(ct),
            await db.Owners.Where(o => actor.Scope == null && o.Team != null).Select(o => o.Team!).Distinct().OrderBy(t => t).ToListAsync(ct))
        {
            Lists = lists.ConvertAll(l => new Choice(l.Id, l.Name)),
            OpenLists = [.. lists.Where(l => l.IsOpen).Select(l => new Choice(l.Id, l.Name))],
            MyTeam = await db.TeamOfAsync(actor, ct),
        };
    }
}
