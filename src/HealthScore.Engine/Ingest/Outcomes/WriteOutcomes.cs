using HealthScore.Domain.Accounts;
using HealthScore.Engine.Ingest.Rows;
using HealthScore.Engine.Ingest.Writing;

namespace HealthScore.Engine.Ingest.Outcomes;

/// <summary>Checks a file of outcomes against what the database knows, and writes it.</summary>
internal static class WriteOutcomes
{
    public static async Task<ImportCounts> RunAsync(WriteContext context, OutcomesFile file)
    {
        var (log, bound) = (context.Import.Log, context.Import.Bound);
        RowPlace[] places = [.. file.Entries.Select(e => new RowPlace(e.Account, e.Day.DayNumber, e.Row))];
        var accounts = await AccountBook.ReadAsync(context, file.Accounts);
        accounts.CheckLife(log, places, bound["day"]!.ColumnName);
        await accounts.ResolveAsync(context, places, bound["account"]!);
        if (log.Errors > 0) return default;

        var counts = await CountAsync(context, file, accounts);
        if (context.StopsHere) return counts;
        long[] ids = [.. file.Entries.Select(e => accounts[e.Account]!.Id)];
        await OutcomeSql.UpsertAsync(context.Connection, ids, [.. file.Entries], context.Cancellation);
        if (!context.Import.Mapping.CloseAccounts) return counts;
        var churned = file.Entries.Where(e => e.Kind == OutcomeKind.Churned).Select(e => accounts[e.Account]!.Id).Distinct().ToArray();
        context.Touched.AddRange(await OutcomeSql.CloseAsync(context.Connection, churned, context.Cancellation));
        return counts;
    }

    private static async Task<ImportCounts> CountAsync(WriteContext context, OutcomesFile file, AccountBook accounts)
    {
        var known = (await OutcomeSql.ReadAsync(context.Connection, [.. file.Entries.Select(e => accounts[e.Account]?.Id ?? 0).Distinct()], context.Cancellation))
            .ToDictionary(o => (o.Account, o.Day, o.Kind), o => (o.Amount, o.Reason));
        var (added, changed) = (0, 0);
        foreach (var entry in file.Entries)
        {
            if (!known.TryGetValue((accounts[entry.Account]?.Id ?? 0, entry.Day, entry.Kind), out var now)) added++;
            else if ((entry.Amount ?? now.Amount, entry.Reason ?? now.Reason) != now) changed++;
        }

        return new ImportCounts(added, changed, file.Entries.Count - added - changed);
    }
}
