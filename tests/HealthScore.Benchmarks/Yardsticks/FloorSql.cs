using Npgsql;

namespace HealthScore.Benchmarks.Yardsticks;

/// <summary>What no run can be faster than: its input read and dropped, its output written as it is. COPY takes no parameters, so numbers and dates stand in its text.</summary>
internal static class FloorSql
{
    private const int BufferLength = 1 << 20;

    /// <summary>Reads the packed readings of the months that a day's longest window touches, in account order, and drops them. Returns the bytes.</summary>
    public static async Task<long> DrainReadingsAsync(NpgsqlDataSource source, long firstAccount, long lastAccount, DateOnly day, int window, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var copy = await connection.BeginRawBinaryCopyAsync(FormattableString.Invariant(
            $"""
            copy (
                select account_id, month, data from reading_month
                where account_id between {firstAccount} and {lastAccount}
                  and month between date_trunc('month', '{day.AddDays(1 - window):yyyy-MM-dd}'::timestamp)::date and '{day:yyyy-MM-dd}'
                order by account_id, month
            ) to stdout (format binary)
            """), ct);
        var buffer = new byte[BufferLength];
        var bytes = 0L;
        while (await copy.ReadAsync(buffer, ct) is > 0 and var read) bytes += read;
        return bytes;
    }

    /// <summary>The score rows of a day as COPY sends them.</summary>
    public static Task<MemoryStream> ReadScoresAsync(NpgsqlConnection connection, DateOnly day, CancellationToken ct) =>
        ReadAsync(connection, FormattableString.Invariant($"(select * from score where day = '{day:yyyy-MM-dd}')"), ct);

    /// <summary>The rows of a table, or of a query in brackets, as COPY sends them.</summary>
    public static async Task<MemoryStream> ReadAsync(NpgsqlConnection connection, string rows, CancellationToken ct)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {rows} to stdout (format binary)", ct);
        var bytes = new MemoryStream();
        await copy.CopyToAsync(bytes, BufferLength, ct);
        return bytes;
    }

    /// <summary>Makes an empty table with the columns of another one, and without its keys.</summary>
    public static async Task CreateLikeAsync(NpgsqlConnection connection, string table, string like, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"drop table if exists {table}; create table {table} (like {like})", connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Writes rows as COPY sent them, and commits.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, string table, MemoryStream rows, CancellationToken ct)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)", ct);
        rows.Position = 0;
        await rows.CopyToAsync(copy, BufferLength, ct);
    }
}
