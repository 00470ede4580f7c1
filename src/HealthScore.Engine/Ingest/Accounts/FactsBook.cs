using System.Text;
using HealthScore.Engine.Ingest.Rows;
using HealthScore.Engine.Ingest.Writing;
using HealthScore.Engine.Storage;

namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>The facts of all accounts of a file: read together, written together.</summary>
internal sealed class FactsBook
{
    private readonly Names names;
    private readonly AccountFacts?[] facts;

    private FactsBook(Names names) => (this.names, facts) = (names, new AccountFacts?[names.Count]);

    /// <summary>By the account's place in the file's list of names; null: it does not exist (yet).</summary>
    public AccountFacts? this[int account]
    {
        get => facts[account];
        set => facts[account] = value;
    }

    public static async Task<FactsBook> ReadAsync(WriteContext context, Names names)
    {
        var (connection, ct) = (context.Connection, context.Cancellation);
        var book = new FactsBook(names);
        var byId = new Dictionary<long, AccountFacts>();
        foreach (var account in await IngestSql.ReadAccountsAsync(connection, names.All, ct))
            byId[account.Id] = book.facts[names.Number(account.ExternalId)] = new AccountFacts(account.Id, account.Name, account.Start, account.Churned);
        long[] ids = [.. byId.Keys];
        foreach (var (account, from, state) in await AccountSql.ReadStatesAsync(connection, ids, ct)) byId[account].Knows(from, state);
        foreach (var (account, day) in await AccountSql.ReadRenewalsAsync(connection, ids, ct)) byId[account].Knows(day);
        foreach (var (account, day) in await AccountSql.ReadChurnedOutcomesAsync(connection, ids, ct)) byId[account].ChurnedOutcomes.Add(day);
        foreach (var account in byId.Values) account.Begin();
        if (context.Import.Bound.Attributes.Count == 0) return book;
        var kinds = (await AccountSql.ReadAttributesAsync(connection, ct)).ToDictionary(a => a.Name, a => a.Kind, StringComparer.OrdinalIgnoreCase);
        foreach (var (account, values) in await AccountSql.ReadValuesAsync(connection, ids, ct)) byId[account].Knows(AttributeJson.Read(Encoding.UTF8.GetBytes(values), kinds));
        return book;
    }

    public ImportCounts Counts()
    {
        var (added, changed, unchanged) = (0, 0, 0);
        foreach (var account in facts)
        {
            if (account is null) continue;
            if (account.IsNew) added++;
            else if (account.IsChanged) changed++;
            else unchanged++;
        }

        return new ImportCounts(added, changed, unchanged);
    }

    /// <summary>Writes what has changed, and nothing else.</summary>
    public async Task WriteAsync(WriteContext context)
    {
        var (connection, ct) = (context.Connection, context.Cancellation);
        await InsertAsync(context);
        var changed = facts.Where(f => f is not null && (f.IsNew || f.IsChanged)).Select(f => f!).ToArray();
        context.Touched.AddRange(changed.Select(f => f.Id));
        var moved = changed.Where(f => f is { IsNew: false, IsBaseChanged: true }).ToArray();
        if (moved.Length > 0)
            await AccountSql.UpdateAccountsAsync(connection, [.. moved.Select(f => f.Id)], [.. moved.Select(f => f.Name)], [.. moved.Select(f => f.Start)], [.. moved.Select(f => f.Churned)], ct);
        var (lostStates, newStates) = (Pairs(changed, f => f.LostStates()), changed.SelectMany(f => f.NewStates().Select(s => (f.Id, s.From, s.State))).ToArray());
        if (lostStates.Ids.Length > 0) await AccountSql.DeleteStatesAsync(connection, lostStates.Ids, lostStates.Days, ct);
        if (newStates.Length > 0) await AccountSql.UpsertStatesAsync(connection, newStates, ct);
        await CorrectMovesAsync(context, changed);
        var (lostRenewals, newRenewals) = (Pairs(changed, f => f.LostRenewals()), Pairs(changed, f => f.NewRenewals()));
        if (lostRenewals.Ids.Length > 0) await AccountSql.DeleteRenewalsAsync(connection, lostRenewals.Ids, lostRenewals.Days, ct);
        if (newRenewals.Ids.Length > 0) await AccountSql.InsertRenewalsAsync(connection, newRenewals.Ids, newRenewals.Days, ct);
        var described = changed.Where(f => f.AreAttributesChanged).ToArray();
        if (described.Length > 0) await AccountSql.UpsertValuesAsync(connection, [.. described.Select(f => f.Id)], [.. described.Select(f => AttributeJson.Write(f.Attributes))], ct);
        var former = Pairs(changed, f => f.FormerChurned is { } day ? [day] : []);
        var lacking = Pairs(changed, f => f.LacksChurnedOutcome ? [f.Churned!.Value] : []);
        if (former.Ids.Length > 0) await AccountSql.DeleteBareChurnedOutcomesAsync(connection, former.Ids, former.Days, ct);
        if (lacking.Ids.Length > 0) await AccountSql.InsertChurnedOutcomesAsync(connection, lacking.Ids, lacking.Days, ct);
    }

    // What a file dated back gives goes on until something else was given. A move of today hides that, and leads back to it when it is taken back.
    private static async Task CorrectMovesAsync(WriteContext context, AccountFacts[] changed)
    {
        var eve = context.Import.Today.AddDays(-1);
        var corrected = changed.Where(f => !f.IsNew).Select(f => (f.Id, Stage: f.GivenStage(eve))).Where(f => f.Stage.Was != f.Stage.Now).ToArray();
        if (corrected.Length > 0)
            await AccountSql.CorrectMovesAsync(context.Connection, context.Import.Today, [.. corrected.Select(f => f.Id)], [.. corrected.Select(f => f.Stage.Was)], [.. corrected.Select(f => f.Stage.Now)], context.Cancellation);
    }

    private async Task InsertAsync(WriteContext context)
    {
        var places = Enumerable.Range(0, facts.Length).Where(i => facts[i] is { IsNew: true }).ToArray();
        if (places.Length == 0) return;
        var added = places.Select(i => facts[i]!).ToArray();
        var ids = await IngestSql.InsertAccountsAsync(context.Connection, [.. places.Select(i => names[i])],
            [.. added.Select(f => f.Name)], [.. added.Select(f => f.Start)], [.. added.Select(f => f.Churned)], context.Cancellation);
        foreach (var i in places) facts[i]!.Id = ids[names[i]];
    }

    private static (long[] Ids, DateOnly[] Days) Pairs(AccountFacts[] accounts, Func<AccountFacts, IEnumerable<DateOnly>> days)
    {
        var pairs = accounts.SelectMany(f => days(f).Select(d => (f.Id, Day: d))).ToArray();
        return (Array.ConvertAll(pairs, p => p.Id), Array.ConvertAll(pairs, p => p.Day));
    }
}
