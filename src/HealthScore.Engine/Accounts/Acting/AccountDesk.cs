using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Marks;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>
/// Where people work with accounts: nothing is done to an account that the user may not work with, and whatever is done marks the
/// account in the same transaction, so that its score follows.
/// </summary>
public sealed class AccountDesk(IDbContextFactory<HealthScoreDb> factory)
{
    /// <param name="actor">Who acts.</param>
    /// <param name="accounts">On which accounts: all of them, or nothing happens.</param>
    /// <param name="what">What is done, for the refusal: "record a touch".</param>
    /// <param name="problems">What is wrong with it at first sight.</param>
    /// <param name="act">Does it, and need not save.</param>
    /// <param name="ofCustomers">True: it makes no sense of one that has left.</param>
    /// <param name="ct">Stops it.</param>
    internal async Task<Result<T>> WorkAsync<T>(
        Actor actor, IReadOnlyCollection<long> accounts, string what, IReadOnlyList<Error> problems, Func<HealthScoreDb, Task<Result<T>>> act, bool ofCustomers, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAccounts)) return Error.Forbidden(what);
        if (accounts.Count == 0) return Error.NotFound("account");
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.CurrentAccounts.SeenBy(actor).CountAsync(a => accounts.Contains(a.AccountId), ct) != accounts.Distinct().Count()) return Error.NotFound("account");
        if (ofCustomers && await LeftCustomers.RefuseAsync(db, accounts, ct) is { } left) return left;
        if (problems.Count > 0) return Result<T>.Fail(problems);
        var done = await act(db);
        if (!done.IsOk) return done;
        if (!await db.TrySaveAsync(ct)) return new Error("overtaken", "Somebody else recorded the same just now. Load the page again to see it.");
        await MarkSql.MarkAsync((NpgsqlConnection)db.Database.GetDbConnection(), accounts, ct);
        await transaction.CommitAsync(ct);
        return done;
    }
}
