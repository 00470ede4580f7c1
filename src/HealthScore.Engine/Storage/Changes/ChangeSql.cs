using Npgsql;

namespace HealthScore.Engine.Storage.Changes;

/// <summary>The two statements of the change feed.</summary>
public static class ChangeSql
{
    internal const string Listen = "listen healthscore";

    private const string Notify = "select pg_notify('healthscore', $1)";

    /// <summary>Tells every node. Inside a transaction the message leaves at its commit, and only then.</summary>
    public static async Task NotifyAsync(NpgsqlConnection connection, Change change, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Notify, connection) { Parameters = { new() { Value = change.ToString() } } };
        await command.ExecuteNonQueryAsync(ct);
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
