using HealthScore.Domain.Scoring;
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

    /// <summary>Repeats a day's scores as those of another kind.</summary>
    public static async Task CopyScoresAsync(NpgsqlConnection connection, DateOnly day, ScoreKind from, ScoreKind to, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into score (account_id, kind, day, version_id, provisional, computed, published, band, manual, coverage, segment_id, stage_id, owner_id, arr, held_band, held_version, recent_bands, data)
            select account_id, $3, day, version_id, provisional, computed, published, band, manual, coverage, segment_id, stage_id, owner_id, arr, held_band, held_version, recent_bands, data
            from score where day = $1 and kind = $2
            """, connection)
        { Parameters = { new() { Value = day }, new() { Value = (int)from }, new() { Value = (int)to } }, CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
