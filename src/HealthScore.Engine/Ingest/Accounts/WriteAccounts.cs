using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Writing;

namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>Checks a file of accounts against what the database knows, and writes what is new in it.</summary>
internal static class WriteAccounts
{
    public static async Task<ImportCounts> RunAsync(WriteContext context, AccountsFile file)
    {
        var book = await FactsBook.ReadAsync(context, file.Accounts);
        AddNew(context, file, book);
        var rows = InOrder(context, file, book);
        var names = await NameBook.ResolveAsync(context, file);
        await AttributeBook.ApplyAsync(context, file, book);
        if (context.Import.Log.Errors > 0) return default;

        foreach (var (row, from) in rows) Apply(row, from, book[row.Account]!, names);
        foreach (var group in rows.Where(r => r.Row.Renewal is not null).GroupBy(r => r.Row.Account, r => r.Row.Renewal!.Value))
            book[group.Key]!.ReplaceRenewals([.. group], context.Import.Today);
        foreach (var (row, _) in rows) CompareChurn(context, row, book[row.Account]!);
        var counts = book.Counts();
        if (!context.StopsHere) await book.WriteAsync(context);
        return counts;
    }

    private static void AddNew(WriteContext context, AccountsFile file, FactsBook book)
    {
        var (log, bound) = (context.Import.Log, context.Import.Bound);
        var mayCreate = context.Import.Mapping.UnknownAccounts != WhenUnknown.Refuse;
        foreach (var rows in file.Rows.Where(r => book[r.Account] is null).GroupBy(r => r.Account))
        {
            var first = rows.First();
            if (!mayCreate)
                foreach (var row in rows)
                    log.Add(row.Row, bound["account"]!.ColumnName, file.Accounts[row.Account], ProblemReason.UnknownAccount, "There is no such account, and the mapping does not create accounts.");
            else if (rows.Select(r => r.Start).Max() is not { } start)
            {
                if (!log.Explains(first.Row, bound["start"]?.ColumnName)) log.Add(first.Row, bound["start"]?.ColumnName, default, ProblemReason.Missing, "The account is new, so it needs a day on which it became a customer (\"start\").");
            }
            else
            {
                book[first.Account] = new AccountFacts(0, rows.Select(r => r.Name).LastOrDefault(n => n is not null) ?? file.Accounts[first.Account], start, null);
            }
        }
    }

    // An account's rows by the day from which they hold: a file may tell a whole history.
    private static List<(AccountRow Row, DateOnly From)> InOrder(WriteContext context, AccountsFile file, FactsBook book)
    {
        var rows = file.Rows.Where(r => book[r.Account] is not null)
            .Select(r => (Row: r, From: r.From ?? (book[r.Account]!.IsNew ? r.Start ?? book[r.Account]!.Start : context.Import.Today)))
            .OrderBy(r => r.Row.Account).ThenBy(r => r.From).ThenBy(r => r.Row.Row).ToList();
        if (context.Import.Mapping.Repeats == WhenRepeated.Last) return rows;
        for (var i = 1; i < rows.Count; i++)
            if (rows[i].Row.Account == rows[i - 1].Row.Account && rows[i].From == rows[i - 1].From)
                context.Import.Log.Add(rows[i].Row.Row, context.Import.Bound["account"]!.ColumnName, file.Accounts[rows[i].Row.Account], ProblemReason.Repeated, rows[i - 1].Row.Row,
                    row => $"Row {row} is about the same account and day. Take one of them out, or say in the mapping \"repeats\": \"last\".");
        return rows;
    }

    private static void Apply(AccountRow row, DateOnly from, AccountFacts account, NameBook names)
    {
        account.Name = row.Name ?? account.Name;
        account.Start = row.Start ?? account.Start;
        if (row.Churned.IsGiven) account.Churned = row.Churned.Value;
        var states = account.Timeline;
        if (row.Segment.IsGiven) states.Set(from, names.Segment(row.Segment.Value), s => s.SegmentId, (s, v) => s with { SegmentId = v });
        if (row.Stage.IsGiven) states.SetStage(from, names.Stage(row.Stage.Value));
        if (row.Owner.IsGiven) states.Set(from, names.Owner(row.Owner.Value), s => s.OwnerId, (s, v) => s with { OwnerId = v });
        if (row.Arr.IsGiven) states.Set(from, row.Arr.Value ?? 0, s => s.Arr, (s, v) => s with { Arr = v });
    }

    private static void CompareChurn(WriteContext context, AccountRow row, AccountFacts account)
    {
        if (row.HasChurned is not { } flag || flag == account.Churned is not null) return;
        context.Import.Log.Add(row.Row, context.Import.Bound["has_churned"]!.ColumnName, default, ProblemReason.ChurnDisagrees, account.Churned, static churned => churned is { } day
            ? $"The row says that the account has not left, but its last day was {day:yyyy-MM-dd}."
            : "The row says that the account has left, but no churn day is known. Import one as \"churned\" or as an outcome.");
    }
}
