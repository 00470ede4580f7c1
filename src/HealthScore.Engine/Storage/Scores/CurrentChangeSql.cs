using Npgsql;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>Tells who summed up the accounts' current rows that this no longer holds.</summary>
public static class CurrentChangeSql
{
    /// <summary>Though no row was renewed, as when an owner changes the team.</summary>
    public static async Task ForgetSumsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("insert into account_current_change default values", connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
