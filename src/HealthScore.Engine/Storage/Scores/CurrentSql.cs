using System.Globalization;
using HealthScore.Domain.MyDay;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage.Marks;
using Npgsql;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>
/// Renews what the pages show of each account: its state of today, its latest scores, and those they are compared with. Of many
/// accounts into a new table that takes the old one's place: other writers wait, readers do not.
/// </summary>
public static class CurrentSql
{
    private const int MostInPlace = 5000;
    private const string Lock = "lock table account_current in share row exclusive mode; delete from account_current_change; insert into account_current_change default values;";
    private const string Next = "drop table if exists account_current_next; create table account_current_next (like account_current including defaults including generated including storage) with (fillfactor = 70);";

    // The newest day that was scored for all, and the one it is compared with, null: none of that week was scored.
    private static readonly string AskNewestDays = string.Create(CultureInfo.InvariantCulture, $"""
        select day, (select max(t.day) from portfolio_total t where t.kind = 1 and t.day between n.day - {ComparedDay.DaysBefore + ComparedDay.LongestGap} and n.day - {ComparedDay.DaysBefore})
        from (select max(day) as day from portfolio_total where kind = 1) n
        """);

    /// <summary>Of all accounts, by what the caller's transaction sees.</summary>
    public static async Task RebuildAsync(NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        await ExecuteAsync(connection, Lock + Next, ct);
        await InsertAsync(connection, today, await NewestDaysAsync(connection, today, ct), null, ct);
        await ExecuteAsync(connection, "select swap_account_current()", ct);
    }

    /// <summary>
    /// Of all accounts, on several connections at once, by what has been committed before; only the newest days are told by the
    /// caller's transaction, which keeps other writers out and makes the change visible with its commit.
    /// </summary>
    public static async Task RebuildBesideAsync(NpgsqlDataSource source, NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        await ExecuteAsync(connection, Lock, ct);
        var newest = await NewestDaysAsync(connection, today, ct);
        await using (var beside = await BesideAsync(source, ct)) await ExecuteAsync(beside, Next, ct);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct };
        await Parallel.ForEachAsync(await PartsAsync(source, ct), options, async (part, stop) =>
        {
            await using var beside = await BesideAsync(source, stop);
            await InsertAsync(beside, today, newest, part, stop);
        });
        await Parallel.ForEachAsync(await IndexesAsync(source, ct), options, async (index, stop) =>
        {
            await using var beside = await BesideAsync(source, stop);
            await ExecuteAsync(beside, index, stop);
        });
        await ExecuteAsync(connection, "select swap_account_current()", ct);
    }

    /// <summary>
    /// Marks accounts of which something has become known and renews their rows: always in this order, which is that of live scoring,
    /// so that the two wait for each other rather than end in a deadlock. To be called in a transaction.
    /// </summary>
    public static async Task MarkAndRefreshAsync(NpgsqlConnection connection, DateOnly today, long[] accounts, CancellationToken ct)
    {
        if (accounts.Length == 0) return;
        await MarkSql.MarkAsync(connection, accounts, ct);
        await RefreshAsync(connection, today, accounts, ct);
    }

    /// <summary>Of some accounts, in their places unless they are so many that a new table costs less. To be called in a transaction.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="today">The organisation's day.</param>
    /// <param name="accounts">Their ids.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task RefreshAsync(NpgsqlConnection connection, DateOnly today, long[] accounts, CancellationToken ct)
    {
        if (accounts.Length > MostInPlace)
        {
            await RebuildAsync(connection, today, ct);
            return;
        }

        NewestDays newest;
        await using (var trip = Trip.Begin(connection))
        {
            AddNewestDays(trip);
            await using var answers = await trip.AskAsync(ct);
            newest = await ReadNewestDaysAsync(answers, today, ct);
        }

        await using var refresh = Trip.Begin(connection);
        AddRefresh(refresh, today, newest, accounts);
        await refresh.SendAsync(ct);
    }

    /// <summary>
    /// The newest day that was scored for all and the one compared with, as two of a trip's statements. To come before anything is read: whoever waited for the
    /// end of a run must see what it left, its newest day first of all.
    /// </summary>
    internal static void AddNewestDays(NpgsqlBatch trip)
    {
        trip.Add("lock table account_current in row exclusive mode");
        trip.Add(AskNewestDays);
    }

    /// <summary>Reads the answer to <see cref="AddNewestDays"/>; before the first run today stands for the newest day.</summary>
    internal static async Task<NewestDays> ReadNewestDaysAsync(NpgsqlDataReader answers, DateOnly today, CancellationToken ct)
    {
        await answers.ReadAsync(ct);
        return new(Day(0) ?? today, Day(1) ?? DateOnly.MinValue);

        DateOnly? Day(int column) => answers.IsDBNull(column) ? null : answers.GetFieldValue<DateOnly>(column);
    }

    /// <summary>The day that rows compare with; null: nothing was scored yet, or nothing in the week that ends with the thirtieth day before.</summary>
    internal static async Task<DateOnly?> ComparedDayAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand($"select before from ({AskNewestDays}) d (day, before)");
        return await command.ExecuteScalarAsync(ct) as DateOnly?;
    }

    /// <summary>Renews some accounts in their places, as three of a trip's statements.</summary>
    internal static void AddRefresh(NpgsqlBatch trip, DateOnly today, NewestDays newest, long[] accounts)
    {
        // A plan for any number of accounts expects few, and would go through the scores of all of them once per account.
        trip.Add("select set_config('enable_nestloop', 'off', true)");
        trip.Add(newest.Day >= today ? CurrentRowsSql.RefreshOfTheDay : CurrentRowsSql.Refresh, today, newest.Day, newest.Before, EveOf(newest.Day, today), accounts);
        trip.Add("insert into account_current_change default values");
    }

    // Nothing of it counts before the caller's commit, which takes all of it to the disk. All cores are busy with one index each.
    private static async Task<NpgsqlConnection> BesideAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, "set synchronous_commit = off; set max_parallel_maintenance_workers = 0", ct);
        return connection;
    }

    private static async Task InsertAsync(NpgsqlConnection connection, DateOnly today, NewestDays newest, AccountSet? accounts, CancellationToken ct)
    {
        await using var trip = Trip.Begin(connection);
        // Nothing is known yet of how many scores a new day has: taken for few, they would be gone through once per account.
        trip.Add("select set_config('enable_nestloop', 'off', false)");
        trip.Add(CurrentRowsSql.Insert("account_current_next", accounts is null ? null : accounts.Holds, newest.Day >= today), today, newest.Day, newest.Before, EveOf(newest.Day, today));
        trip.Add("select set_config('enable_nestloop', 'on', false)");
        await trip.ExecuteNonQueryAsync(ct);
    }

    // Today's scores change all day long: what is new since yesterday is so for the whole day.
    private static DateOnly EveOf(DateOnly newest, DateOnly today) => Eve.Of(newest < today ? newest : today.AddDays(-1));

    // As many parts as there are cores; ids are dense enough for equal spans to hold about as many accounts.
    private static async Task<List<AccountSet>> PartsAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select coalesce(min(id), 0), coalesce(max(id), 0) from account");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (first, last, parts) = (reader.GetInt64(0), reader.GetInt64(1), Environment.ProcessorCount);
        var step = ((last - first) / parts) + 1;
        return [.. Enumerable.Range(0, parts).Select(i => new AccountSet(first + (i * step), first + ((i + 1) * step) - 1))];
    }

    // The largest first, so that the last one does not keep a core waiting; those that are missing at the end are built by the swap.
    private static async Task<List<string>> IndexesAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select definition from next_account_current_indexes() order by size desc");
        // A few thousand rows tell enough; the one after the next vacuum looks closer.
        List<string> definitions = ["set default_statistics_target = 20; analyze account_current_next"];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) definitions.Add(reader.GetString(0));
        return definitions;
    }

    private static async Task<NewestDays> NewestDaysAsync(NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(AskNewestDays, connection) { CommandTimeout = 0 };
        await using var answers = await command.ExecuteReaderAsync(ct);
        return await ReadNewestDaysAsync(answers, today, ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>The newest day that was scored for all, and the one it is compared with; the first day of all where there is none.</summary>
internal readonly record struct NewestDays(DateOnly Day, DateOnly Before);
