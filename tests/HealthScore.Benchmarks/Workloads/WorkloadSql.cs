using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Benchmarks.Workloads;

/// <summary>Loads what has no faster door than COPY.</summary>
internal static class WorkloadSql
{
    public static async Task CopyAccountsAsync(NpgsqlConnection connection, Workload workload, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy account (id, external_id, name, start) from stdin (format binary)", ct);
        for (var id = 1; id <= workload.Accounts; id++)
        {
            var account = workload.Account(id);
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(account.Id, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync($"A{account.Id}", NpgsqlDbType.Text, ct);
            await copy.WriteAsync(account.Name, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(account.Start, NpgsqlDbType.Date, ct);
        }
        await copy.CompleteAsync(ct);
    }

    public static async Task CopyStatesAsync(NpgsqlConnection connection, Workload workload, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy account_state (account_id, from_day, segment_id, stage_id, owner_id, arr) from stdin (format binary)", ct);
        for (var id = 1; id <= workload.Accounts; id++)
        {
            var account = workload.Account(id);
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(account.Id, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(account.Start, NpgsqlDbType.Date, ct);
            await copy.WriteAsync(account.SegmentId, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(account.StageId, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(account.OwnerId, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(account.Arr, NpgsqlDbType.Numeric, ct);
        }
        await copy.CompleteAsync(ct);
    }

    public static async Task CopyRenewalsAsync(NpgsqlConnection connection, Workload workload, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy renewal (account_id, day) from stdin (format binary)", ct);
        for (var id = 1; id <= workload.Accounts; id++)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync((long)id, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(workload.Account(id).Renewal, NpgsqlDbType.Date, ct);
        }
        await copy.CompleteAsync(ct);
    }
}
