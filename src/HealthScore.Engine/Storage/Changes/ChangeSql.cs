using System.Globalization;
using Npgsql;

namespace HealthScore.Engine.Storage.Changes;

/// <summary>The statements of the change feed.</summary>
public static class ChangeSql
{
    internal const string Listen = "listen healthscore";

    /// <summary>Answered at once by a server that is still there.</summary>
    internal const string Ask = "select 1";

    private const string Notify = "select pg_notify('healthscore', $1)";

    // A message holds less than 8000 letters.
    private const int MostNamed = 200;

    /// <summary>Tells every node. Inside a transaction the message leaves at its commit, and only then.</summary>
    public static Task NotifyAsync(NpgsqlConnection connection, Change change, CancellationToken ct) => NotifyAsync(connection, change, [], ct);

    /// <summary>The same of a few accounts only, so that the open pages of all others may rest; of many, or none that are named, it concerns all.</summary>
    public static async Task NotifyAsync(NpgsqlConnection connection, Change change, IReadOnlyCollection<long> accounts, CancellationToken ct)
    {
        var message = accounts.Count is 0 or > MostNamed ? change.ToString() : $"{change} {string.Join(',', accounts)}";
        await using var command = new NpgsqlCommand(Notify, connection) { Parameters = { new() { Value = message } } };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Reads a message; null: it is of another version of the program.</summary>
    internal static (Change Change, IReadOnlyList<long> Accounts)? Read(string message)
    {
        var parts = message.Split(' ');
        if (!Enum.TryParse<Change>(parts[0], out var change)) return null;
        List<long> accounts = [];
        foreach (var part in parts.Length > 1 ? parts[1].Split(',') : [])
            if (long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) accounts.Add(id);
        return (change, accounts);
    }

    /// <summary>The same as one of a trip's statements.</summary>
    internal static void AddNotify(NpgsqlBatch trip, Change change) => trip.Add(Notify, change.ToString());

    /// <summary>The same on a connection of its own.</summary>
    public static async Task NotifyAsync(NpgsqlDataSource source, Change change, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await NotifyAsync(connection, change, ct);
    }
}
