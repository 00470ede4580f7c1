using System.Runtime.InteropServices;
using HealthScore.Domain.Metrics;
using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>Keeps the peers of the last day that was scored for all.</summary>
public static class PeerSql
{
    private static readonly string s_copy = "copy peer_input (day, segment_id, stage_id, metric_id, measure_window, inputs) from stdin (format binary)";

    /// <summary>Keeps a day's peers, which may be none, in place of an earlier day's; what a later day left stays, its having none included.</summary>
    public static async Task KeepAsync(NpgsqlConnection connection, DateOnly day, PeerDistribution peers, CancellationToken ct)
    {
        await using (var later = new NpgsqlCommand("select exists (select from peer_input where day > $1) or exists (select from scoring_run where status = 3 and not month_ends_only and to_day > $1)", connection) { Parameters = { new() { Value = day } } })
            if ((bool)(await later.ExecuteScalarAsync(ct))!) return;
        await using (var clear = new NpgsqlCommand("delete from peer_input", connection)) await clear.ExecuteNonQueryAsync(ct);
        await using var copy = await connection.BeginBinaryImportAsync(s_copy, ct);
        foreach (var (segmentId, stageId, measure, inputs) in peers.Groups)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(day, NpgsqlDbType.Date, ct);
            await NullableAsync(segmentId);
            await NullableAsync(stageId);
            await copy.WriteAsync(measure.MetricId, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(measure.Window, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(inputs)).ToArray(), NpgsqlDbType.Bytea, ct);
        }

        await copy.CompleteAsync(ct);

        Task NullableAsync(int? value) => value is { } known ? copy.WriteAsync(known, NpgsqlDbType.Integer, ct) : copy.WriteNullAsync(ct);
    }

    /// <summary>Whether any account is ranked at all.</summary>
    public static async Task<bool> AnyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select exists (select from peer_input)", connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The peers kept, frozen; none before the first night.</summary>
    public static async Task<PeerDistribution> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var peers = new PeerDistribution();
        await using var command = new NpgsqlCommand("select segment_id, stage_id, metric_id, measure_window, inputs from peer_input", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            int? segmentId = reader.IsDBNull(0) ? null : reader.GetInt32(0), stageId = reader.IsDBNull(1) ? null : reader.GetInt32(1);
            peers.AddRange(segmentId, stageId, new(reader.GetInt16(2), reader.GetInt32(3)), MemoryMarshal.Cast<byte, double>(reader.GetFieldValue<byte[]>(4)));
        }

        peers.Freeze();
        return peers;
    }
}
