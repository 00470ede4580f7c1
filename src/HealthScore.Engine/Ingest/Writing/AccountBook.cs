using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Rows;

namespace HealthScore.Engine.Ingest.Writing;

/// <summary>The accounts that a file names, by their place in its list of names.</summary>
internal sealed class AccountBook
{
    public const string UnknownAdvice = "There is no such account. Import the accounts first, or let the mapping create them: \"unknown_accounts\": \"create\".";

    private readonly Names names;
    private readonly KnownAccount?[] accounts;

    private AccountBook(Names names) => (this.names, accounts) = (names, new KnownAccount?[names.Count]);

    /// <summary>The account; null: it does not exist (yet).</summary>
    public KnownAccount? this[int number] => accounts[number];

    public static async Task<AccountBook> ReadAsync(WriteContext context, Names names)
    {
        var book = new AccountBook(names);
        foreach (var account in await IngestSql.ReadAccountsAsync(context.Connection, names.All, context.Cancellation))
            book.accounts[names.Number(account.ExternalId)] = account;
        return book;
    }

    /// <summary>Says of each row whose account does not exist that it does not; or makes it, starting on its first day of the file.</summary>
    public async Task ResolveAsync(WriteContext context, IEnumerable<RowPlace> places, BoundField field)
    {
        var mayCreate = context.Import.Mapping.UnknownAccounts == WhenUnknown.Create;
        var first = new Dictionary<int, int>();
        foreach (var place in places)
        {
            if (accounts[place.Account] is not null) continue;
            if (!mayCreate) Refuse(context.Import.Log, place, field);
            else first[place.Account] = Math.Min(place.Day, first.GetValueOrDefault(place.Account, int.MaxValue));
        }

        if (first.Count > 0 && !context.StopsHere) await CreateAsync(context, first);
    }

    /// <summary>Notes the rows whose day lies outside the account's life.</summary>
    public void CheckLife(ProblemLog log, IEnumerable<RowPlace> places, string column)
    {
        foreach (var place in places)
        {
            if (accounts[place.Account] is not { } account) continue;
            if (place.Day < account.Start.DayNumber)
                log.Add(place.Row, column, default, ProblemReason.BeforeStart, (place, account), static p => $"{Day(p.place)} lies before the account's start, {p.account.Start:yyyy-MM-dd}.");
            else if (place.Day > account.Churned?.DayNumber)
                log.Add(place.Row, column, default, ProblemReason.AfterChurn, (place, account), static p => $"{Day(p.place)} lies after the account's last day, {p.account.Churned:yyyy-MM-dd}.");
        }
    }

    /// <summary>Ids of the accounts that start only after the day.</summary>
    public IEnumerable<long> StartingAfter(DateOnly day) => accounts.OfType<KnownAccount>().Where(a => a.Start > day).Select(a => a.Id);

    private static string Day(RowPlace place) => DateOnly.FromDayNumber(place.Day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private void Refuse(ProblemLog log, RowPlace place, BoundField field) =>
        log.Add(place.Row, field.ColumnName, names[place.Account], ProblemReason.UnknownAccount, UnknownAdvice);

    private async Task CreateAsync(WriteContext context, Dictionary<int, int> first)
    {
        var numbers = first.Keys.ToArray();
        var keys = Array.ConvertAll(numbers, n => names[n]);
        var starts = Array.ConvertAll(numbers, n => DateOnly.FromDayNumber(first[n]));
        var ids = await IngestSql.InsertAccountsAsync(context.Connection, keys, keys, starts, new DateOnly?[keys.Length], context.Cancellation);
        context.Touched.AddRange(ids.Values);
        for (var i = 0; i < numbers.Length; i++) accounts[numbers[i]] = new KnownAccount(ids[keys[i]], keys[i], keys[i], starts[i], null);
    }
}
