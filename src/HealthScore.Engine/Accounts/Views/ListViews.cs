using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts.Views;

/// <summary>A kept way to look at the grid.</summary>
/// <param name="IsMine">True: this user may change it.</param>
/// <param name="IsDefault">True: the grid opens with it.</param>
public sealed record ViewRow(int Id, string Name, string Query, bool IsShared, bool IsMine, string By, bool IsDefault);

/// <summary>The views of a user and how they like their columns.</summary>
/// <param name="Columns">Keys in order, separated by commas; null: as they come.</param>
public sealed record GridHabits(IReadOnlyList<ViewRow> Views, string? Columns)
{
    public static GridHabits None { get; } = new([], null);
}

/// <summary>Reads the views that a user keeps, and those that others share.</summary>
public sealed class ListViews(IDbContextFactory<HealthScoreDb> factory)
{
    private const int MostShown = 100;

    public async Task<GridHabits> RunAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return GridHabits.None;
        await using var db = await factory.CreateDbContextAsync(ct);
        var user = await db.Users.AsNoTracking().Where(u => u.Id == actor.UserId).Select(u => new { u.AccountColumns, u.DefaultViewId }).SingleOrDefaultAsync(ct);
        var views = await db.SavedViews.AsNoTracking().Where(v => v.UserId == actor.UserId || v.IsShared)
            .OrderBy(v => v.UserId == actor.UserId ? 0 : 1).ThenBy(v => v.Name).ThenBy(v => v.Id).Take(MostShown).ToListAsync(ct);
        return new(views.ConvertAll(v => new ViewRow(v.Id, v.Name, v.Query, v.IsShared, v.UserId == actor.UserId, v.By, v.Id == user?.DefaultViewId)), user?.AccountColumns);
    }
}
