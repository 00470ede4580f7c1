using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>What an assignment came to.</summary>
/// <param name="Before">The owner each changed account had before, by which it is taken back.</param>
/// <param name="Unchanged">How many had this owner already.</param>
/// <param name="NotYours">How many there are not, or not for this user: nothing was done to them.</param>
public sealed record Assigned(IReadOnlyList<OwnerOf> Before, int Unchanged, int NotYours);

/// <summary>An account and its owner; null: nobody.</summary>
public sealed record OwnerOf(long AccountId, int? OwnerId);

/// <summary>Gives accounts another owner from today on, all of them in one transaction.</summary>
public sealed class AssignOwner(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock, PlaceAccounts place)
{
    /// <summary>So many at most at once.</summary>
    public const int MostAccounts = 5000;

    /// <summary>The same owner for all; null: nobody.</summary>
    public Task<Result<Assigned>> RunAsync(Actor actor, IReadOnlyCollection<long> accounts, int? owner, CancellationToken ct) =>
        RunAsync(actor, [.. accounts.Select(a => new OwnerOf(a, owner))], ct);

    /// <summary>Each its own.</summary>
    public async Task<Result<Assigned>> RunAsync(Actor actor, IReadOnlyCollection<OwnerOf> owners, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAccounts)) return Error.Forbidden("assign owners");
        var asked = owners.DistinctBy(o => o.AccountId).ToDictionary(o => o.AccountId, o => o.OwnerId);
        if (asked.Count == 0) return new Error("none_chosen", "Choose the accounts first.");
        if (asked.Count > MostAccounts) return new Error("too_many", $"At most {MostAccounts} accounts at once, and these are {asked.Count}. Choose fewer.");
        await using var db = await factory.CreateDbContextAsync(ct);
        var wanted = asked.Values.OfType<int>().Distinct().ToList();
        if (await db.Owners.CountAsync(o => wanted.Contains(o.Id), ct) != wanted.Count) return new Error("no_owner", "There is no such owner any more. Choose another one.", "Owner");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        if (await PlacementSql.LockSoonAsync(connection, ct) is { } busy) return busy;
        var seen = await db.CurrentAccounts.SeenBy(actor).Where(a => asked.Keys.Contains(a.AccountId)).Select(a => a.AccountId).Order().ToArrayAsync(ct);
        var before = seen.Length == 0 ? [] : await AssignSql.AssignAsync(connection, seen, [.. seen.Select(id => asked[id])], clock.Today, ct);
        if (before.Count > 0)
        {
            long[] changed = [.. before.Select(b => b.AccountId)];
            await place.TouchedAsync(connection, changed, ct);
            await CurrentSql.MarkAndRefreshAsync(connection, clock.Today, changed, ct);
            await ChangeSql.NotifyAsync(connection, Change.Data, changed, ct);
        }

        await transaction.CommitAsync(ct);
        return new Assigned(before, seen.Length - before.Count, asked.Count - seen.Length);
    }
}
