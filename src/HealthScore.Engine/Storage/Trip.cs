using Npgsql;

namespace HealthScore.Engine.Storage;

/// <summary>Statements that are sent and answered together: where each of them has little to do, the way is what costs.</summary>
internal static class Trip
{
    public static NpgsqlBatch Begin(NpgsqlConnection connection) => new(connection) { Timeout = 0 };

    // Values come as a list, because a single array would be taken for the array of values.
    public static void Add(this NpgsqlBatch trip, string sql, params List<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        trip.BatchCommands.Add(command);
    }

    /// <summary>Sends statements that are always the same ones, so that each connection has them parsed and planned once.</summary>
    public static async Task<NpgsqlDataReader> AskAsync(this NpgsqlBatch trip, CancellationToken ct)
    {
        await trip.PrepareAsync(ct);
        return await trip.ExecuteReaderAsync(ct);
    }

    /// <summary>The same where nothing is answered.</summary>
    public static async Task SendAsync(this NpgsqlBatch trip, CancellationToken ct)
    {
        await trip.PrepareAsync(ct);
        await trip.ExecuteNonQueryAsync(ct);
    }
}
