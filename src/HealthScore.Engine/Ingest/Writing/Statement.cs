using Npgsql;

namespace HealthScore.Engine.Ingest.Writing;

/// <summary>Runs the statements of an import. They may take as long as the file is large: who is tired of waiting cancels.</summary>
internal static class Statement
{
    // Values come as a list, because a single array of texts would be taken for the array of values.
    public static async Task<int> RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params List<object?> values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<List<T>> ListAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params List<object?> values)
    {
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<T> rows = [];
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }

    public static T? Get<T>(this NpgsqlDataReader reader, int column)
        where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, List<object?> values)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }
}
