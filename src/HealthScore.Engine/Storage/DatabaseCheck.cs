using Npgsql;

namespace HealthScore.Engine.Storage;

/// <summary>Whether the database can be worked with.</summary>
public sealed class DatabaseCheck(NpgsqlDataSource source)
{
    /// <summary>What stands in the way, in one line; null: nothing.</summary>
    public async Task<string?> FaultAsync(CancellationToken ct)
    {
        try
        {
            var pending = await Migrator.PendingAsync(source, ct);
            return pending.Count == 0 ? null : $"{pending.Count} migrations are pending";
        }
        catch (NpgsqlException e)
        {
            return $"the database cannot be reached: {e.Message}";
        }
    }
}
