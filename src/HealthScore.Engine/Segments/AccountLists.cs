using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>A list as the page shows it.</summary>
/// <param name="Accounts">How many accounts are on it.</param>
/// <param name="IsOpen">True: whoever works with accounts may put theirs on it.</param>
public sealed record ListSummary(int Id, string Name, int Accounts, bool IsOpen = false);

/// <summary>Lists of accounts: making them, and putting accounts on and off. Conditions see the change with the next night or save.</summary>
public sealed class AccountLists(IDbContextFactory<HealthScoreDb> factory)
{
    private const int LongestName = 80;

    /// <summary>As many accounts are put on a list at once, or taken off.</summary>
    public const int MostAtOnce = 10_000;

    public async Task<Result<IReadOnlyList<ListSummary>>> AllAsync(Actor actor, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        return Result<IReadOnlyList<ListSummary>>.Ok(await db.AccountLists.OrderBy(l => l.Name).Select(l => new ListSummary(l.Id, l.Name, db.AccountListMembers.Count(m => m.ListId == l.Id), l.IsOpen)).ToListAsync(ct));
    }

    public async Task<Result<int>> MakeAsync(Actor actor, string name, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor) is { } refusal) return refusal;
        name = name.Trim();
        await using var db = await factory.CreateDbContextAsync(ct);
        if (await ProblemOfAsync(db, 0, name, ct) is { } problem) return problem;
        var list = new AccountList { Name = name };
        db.AccountLists.Add(list);
        return await db.TrySaveAsync(ct) ? list.Id : Taken(name);
    }

    /// <summary>Gives a list another name, unless a condition of a segment, a stage or a milestone asks for it by the one it has.</summary>
    public async Task<Result<Done>> RenameAsync(Actor actor, int listId, string name, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor) is { } refusal) return refusal;
        name = name.Trim();
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await PlacementSql.LockSoonAsync((NpgsqlConnection)db.Database.GetDbConnection(), ct) is { } busy) return busy;
        if (await db.AccountLists.SingleOrDefaultAsync(l => l.Id == listId, ct) is not { } list) return Error.NotFound("list");
        if (list.Name == name) return Done.Value;
        if (await ProblemOfAsync(db, listId, name, ct) is { } problem) return problem;
        if (await UseOfAsync(db, list, ct) is { } use) return use;
        list.Name = name;
        if (!await db.TrySaveAsync(ct)) return Taken(name);
        await transaction.CommitAsync(ct);
        return Done.Value;
    }

    /// <summary>Opens a list to all who work with accounts, each for those they see, or closes it again.</summary>
    public async Task<Result<Done>> OpenAsync(Actor actor, int listId, bool isOpen, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.AccountLists.Where(l => l.Id == listId).ExecuteUpdateAsync(l => l.SetProperty(x => x.IsOpen, isOpen), ct) > 0 ? Done.Value : Error.NotFound("list");
    }

    /// <summary>Removes a list with all that is on it, unless a condition of a segment, a stage or a milestone asks for it.</summary>
    public async Task<Result<Done>> RemoveAsync(Actor actor, int listId, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor) is { } refusal) return refusal;
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await PlacementSql.LockSoonAsync((NpgsqlConnection)db.Database.GetDbConnection(), ct) is { } busy) return busy;
        if (await db.AccountLists.SingleOrDefaultAsync(l => l.Id == listId, ct) is not { } list) return Error.NotFound("list");
        if (await UseOfAsync(db, list, ct) is { } use) return use;
        await db.AccountLists.Where(l => l.Id == listId).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return Done.Value;
    }

    /// <summary>Puts accounts on a list, or takes them off; all of them or, when one does not exist, none. Returns how many changed.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="listId">The list.</param>
    /// <param name="externalIds">The accounts' keys in the company's own systems.</param>
    /// <param name="isOn">True: on; false: off.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<int>> PutAsync(Actor actor, int listId, IReadOnlyCollection<string> externalIds, bool isOn, CancellationToken ct)
    {
        if (SaveSegment.Refuse(actor) is { } refusal) return refusal;
        string[] keys = [.. externalIds.Select(k => k.Trim()).Where(k => k.Length > 0).Distinct()];
        if (keys.Length is 0 or > MostAtOnce) return new Error("bad_accounts", $"Name 1 to {MostAtOnce} accounts by their external ids.", "accounts");
        await using var db = await factory.CreateDbContextAsync(ct);
        if (!await db.AccountLists.AnyAsync(l => l.Id == listId, ct)) return Error.NotFound("list");
        var known = await db.Accounts.Where(a => keys.Contains(a.ExternalId)).Select(a => new { a.Id, a.ExternalId }).ToListAsync(ct);
        if (keys.Except(known.Select(k => k.ExternalId)).FirstOrDefault() is { } unknown) return new Error("unknown_account", $"There is no account \"{unknown}\". Write external ids, one a line; nothing was changed.", "accounts");
        var put = await PutAsync(db, listId, [.. known.Select(k => k.Id)], isOn, ct);
        return put.Value is { } changed ? changed.Count : Result<int>.Fail(put.Errors);
    }

    /// <summary>The same of accounts that somebody chose among those that they see; on an open list by whoever works with accounts. Returns which of them changed.</summary>
    public async Task<Result<IReadOnlyList<long>>> PutAsync(Actor actor, int listId, IReadOnlyList<long> accounts, bool isOn, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAccounts)) return Error.Forbidden("put accounts on a list");
        if (accounts.Count is 0 or > MostAtOnce) return new Error("bad_accounts", $"Choose 1 to {MostAtOnce} accounts.", "accounts");
        await using var db = await factory.CreateDbContextAsync(ct);
        // Of a closed list nobody else is told that it exists.
        var mayAny = SaveSegment.Refuse(actor) is null;
        if (!await db.AccountLists.AnyAsync(l => l.Id == listId && (mayAny || l.IsOpen), ct)) return Error.NotFound("list");
        return await PutAsync(db, listId, await db.CurrentAccounts.SeenBy(actor).Where(a => accounts.Contains(a.AccountId)).Select(a => a.AccountId).ToArrayAsync(ct), isOn, ct);
    }

    private static async Task<Result<IReadOnlyList<long>>> PutAsync(HealthScoreDb db, int listId, long[] ids, bool isOn, CancellationToken ct)
    {
        var members = db.AccountListMembers.Where(m => m.ListId == listId && ids.Contains(m.AccountId));
        var on = await members.Select(m => m.AccountId).ToListAsync(ct);
        if (!isOn)
        {
            await members.ExecuteDeleteAsync(ct);
            return on;
        }

        List<long> added = [.. ids.Except(on)];
        db.AccountListMembers.AddRange(added.Select(id => new AccountListMember { AccountId = id, ListId = listId }));
        return await db.TrySaveAsync(ct) ? added : new Error("list_overtaken", "Someone put some of these accounts on the list in this moment. Nothing of yours was changed; do it again.", "accounts");
    }

    private static async Task<Error?> ProblemOfAsync(HealthScoreDb db, int listId, string name, CancellationToken ct) =>
        name.Length is 0 or > LongestName ? new Error("bad_name", name.Length == 0 ? "Give the list a name." : $"The name has {name.Length} characters; shorten it to {LongestName}.", "name")
        : (await db.AccountLists.Where(l => l.Id != listId).Select(l => l.Name).ToListAsync(ct)).Contains(name, StringComparer.OrdinalIgnoreCase) ? Taken(name)
        : null;

    private static Error Taken(string name) => new("name_taken", $"There is already a list \"{name}\". Choose another name.", "name");

    // A condition names a list by its name.
    private static async Task<Error?> UseOfAsync(HealthScoreDb db, AccountList list, CancellationToken ct)
    {
        string[] askers =
        [
            .. (await db.Segments.AsNoTracking().OrderBy(s => s.Position).ToListAsync(ct)).Where(s => AsksFor(s.Condition)).Select(s => s.Name),
            .. (await db.Stages.AsNoTracking().OrderBy(s => s.Position).ToListAsync(ct)).Where(s => AsksFor(s.Entry)).Select(s => s.Name),
            .. (await db.MilestoneDefinitions.AsNoTracking().OrderBy(m => m.Id).ToListAsync(ct)).Where(m => AsksFor(m.Rule)).Select(m => m.Name),
        ];
        return askers.Length == 0 ? null : new Error("list_in_use", $"The list stays as it is: {string.Join(", ", askers)} {(askers.Length == 1 ? "asks" : "ask")} for it. Change the condition there first.");

        bool AsksFor(Condition? condition) => condition?.Subjects().OfType<ListSubject>().Any(s => s.List == list.Name) == true;
    }
}
