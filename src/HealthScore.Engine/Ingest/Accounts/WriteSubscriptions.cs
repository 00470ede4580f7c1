using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Outcomes;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Rows;
using HealthScore.Engine.Ingest.Writing;

namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>Turns subscriptions into their accounts' revenue by day, renewal days and, where the mapping wants them, outcomes.</summary>
internal static class WriteSubscriptions
{
    public static async Task<ImportCounts> RunAsync(WriteContext context, SubscriptionsFile file)
    {
        var (log, bound, mapping) = (context.Import.Log, context.Import.Bound, context.Import.Mapping);
        var book = await FactsBook.ReadAsync(context, file.Accounts);
        if (file.Rows.Count == 0) return default;
        var horizon = file.Rows.Max(r => r.Start);
        var outcomes = new List<OutcomeEntry>();
        foreach (var rows in file.Rows.GroupBy(r => r.Account))
        {
            if (book[rows.Key] is null && mapping.UnknownAccounts == WhenUnknown.Create) book[rows.Key] = new AccountFacts(0, file.Accounts[rows.Key], rows.Min(r => r.Start), null);
            if (book[rows.Key] is not { } account)
            {
                foreach (var row in rows) log.Add(row.Row, bound["account"]!.ColumnName, file.Accounts[row.Account], ProblemReason.UnknownAccount, AccountBook.UnknownAdvice);
                continue;
            }

            CheckLife(log, bound["start"]!, rows, account);
            var subscriptions = rows.ToArray();
            account.Timeline.SetArr(RevenueSteps.Of(subscriptions, horizon));
            account.Timeline.Tidy();
            account.ReplaceRenewals([.. subscriptions.Where(s => s.Renewal is not null).Select(s => s.Renewal!.Value)], context.Import.Today);
            if (mapping.Outcomes) outcomes.AddRange(RevenueSteps.Outcomes(subscriptions, horizon).Select(o => new OutcomeEntry(subscriptions[0].Row, rows.Key, o.Kind, o.Day, o.Amount, null)));
        }

        var counts = book.Counts();
        if (context.StopsHere) return log.Errors > 0 ? default : counts;
        await book.WriteAsync(context);
        await OutcomeSql.UpsertAsync(context.Connection, [.. outcomes.Select(o => book[o.Account]!.Id)], outcomes, context.Cancellation);
        return counts;
    }

    private static void CheckLife(ProblemLog log, BoundField start, IEnumerable<Subscription> rows, AccountFacts account)
    {
        foreach (var row in rows)
        {
            if (row.Start < account.Start)
                log.Add(row.Row, start.ColumnName, default, ProblemReason.BeforeStart, account.Start, s => $"The subscription starts before its account, {s:yyyy-MM-dd}.");
            else if (row.Start > account.Churned)
                log.Add(row.Row, start.ColumnName, default, ProblemReason.AfterChurn, account.Churned, s => $"The subscription starts after its account's last day, {s:yyyy-MM-dd}.");
        }
    }
}
