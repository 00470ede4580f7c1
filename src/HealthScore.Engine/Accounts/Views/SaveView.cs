using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts.Views;

/// <summary>A view to keep.</summary>
/// <param name="Name">One of the user's own with this name gives way.</param>
/// <param name="Query">Behind the question mark of the grid's address.</param>
/// <param name="IsDefault">True: the grid opens with it.</param>
public sealed record NewView(string Name, string Query, bool IsShared, bool IsDefault);

/// <summary>Keeps a view.</summary>
public sealed class SaveView(IDbContextFactory<HealthScoreDb> factory)
{
    public const int LongestName = 60;
    public const int MostViews = 50;

    private const int LongestQuery = 2000;

    public async Task<Result<Done>> RunAsync(Actor actor, NewView view, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("keep views");
        var name = view.Name.Trim();
        if (name.Length == 0) return new Error("name_missing", "Give the view a name.", nameof(view.Name));
        if (name.Length > LongestName) return new Error("name_long", $"At most {LongestName} letters.", nameof(view.Name));
        if (view.Query.Length > LongestQuery || view.Query.Contains('\0', StringComparison.Ordinal)) return new Error("query_long", "These filters are too long to keep. Take some away.", nameof(view.Name));

        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == actor.UserId, ct) is not { } user) return Error.NotFound("user");
        var kept = await db.SavedViews.SingleOrDefaultAsync(v => v.UserId == actor.UserId && v.Name == name, ct);
        if (kept is null)
        {
            if (await db.SavedViews.CountAsync(v => v.UserId == actor.UserId, ct) >= MostViews) return new Error("too_many", $"You keep {MostViews} views already. Remove one first.", nameof(view.Name));
            db.SavedViews.Add(kept = new() { UserId = actor.UserId, By = actor.Name, Name = name, Query = view.Query, IsShared = view.IsShared });
        }

        (kept.Query, kept.IsShared) = (view.Query, view.IsShared);
        if (!await db.TrySaveAsync(ct)) return new Error("overtaken", "You kept a view of this name in another window just now. Keep this one again to put it in its place.", nameof(view.Name));
        if (view.IsDefault) user.DefaultViewId = kept.Id;
        else if (user.DefaultViewId == kept.Id) user.DefaultViewId = null;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Done.Value;
    }
}

/// <summary>Takes one of the user's own views away.</summary>
public sealed class RemoveView(IDbContextFactory<HealthScoreDb> factory)
{
    /// <summary>The view as it was, so that it can be kept again.</summary>
    public async Task<Result<NewView>> RunAsync(Actor actor, int viewId, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("remove views");
        await using var db = await factory.CreateDbContextAsync(ct);
        if (await db.SavedViews.SingleOrDefaultAsync(v => v.Id == viewId && v.UserId == actor.UserId, ct) is not { } view) return Error.NotFound("view");
        var user = await db.Users.SingleAsync(u => u.Id == actor.UserId, ct);
        var removed = new NewView(view.Name, view.Query, view.IsShared, user.DefaultViewId == view.Id);
        db.SavedViews.Remove(view);
        if (removed.IsDefault) user.DefaultViewId = null;
        await db.SaveChangesAsync(ct);
        return removed;
    }
}

/// <summary>Keeps which columns of the grid a user wants, in which order.</summary>
public sealed class SaveColumns(IDbContextFactory<HealthScoreDb> factory)
{
    private const int Longest = 500;

    /// <param name="actor">Who.</param>
    /// <param name="columns">Keys; none: as they come.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<Done>> RunAsync(Actor actor, IReadOnlyList<string> columns, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("keep columns");
        var text = columns.Count == 0 ? null : string.Join(',', columns);
        if (text?.Length > Longest) return new Error("too_many", "These are more columns than there are.");
        await using var db = await factory.CreateDbContextAsync(ct);
        await db.Users.Where(u => u.Id == actor.UserId).ExecuteUpdateAsync(u => u.SetProperty(x => x.AccountColumns, text), ct);
        return Done.Value;
    }
}
