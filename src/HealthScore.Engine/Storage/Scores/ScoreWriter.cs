using HealthScore.Domain.Accounts;
using HealthScore.Domain.Scoring;
using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>Writes scores by binary COPY, in the caller's transaction.</summary>
public sealed class ScoreWriter : IAsyncDisposable
{
    private readonly NpgsqlBinaryImporter _copy;
    private readonly byte[] _buffer;

    private ScoreWriter(NpgsqlBinaryImporter copy, int length) => (_copy, _buffer) = (copy, new byte[length]);

    public static async Task<ScoreWriter> BeginAsync(NpgsqlConnection connection, int mostMeasures, int mostRules, CancellationToken ct) =>
        new(await connection.BeginBinaryImportAsync(ScoreSql.Copy, ct), ScoreCodec.MaxLength(mostMeasures, mostRules));

    public async ValueTask WriteAsync(long accountId, ScoreKind kind, ScoreResult score, AccountState? state, bool isProvisional, CancellationToken ct)
    {
        await _copy.StartRowAsync(ct);
        await _copy.WriteAsync(accountId, NpgsqlDbType.Bigint, ct);
        await _copy.WriteAsync((short)kind, NpgsqlDbType.Smallint, ct);
        await _copy.WriteAsync(score.Day, NpgsqlDbType.Date, ct);
        await _copy.WriteAsync(score.Model!.VersionId, NpgsqlDbType.Integer, ct);
        await _copy.WriteAsync(isProvisional, NpgsqlDbType.Boolean, ct);
        await NullableAsync(score.Computed, NpgsqlDbType.Double, ct);
        await NullableAsync(score.Published, NpgsqlDbType.Double, ct);
        await _copy.WriteAsync((short)score.Band, NpgsqlDbType.Smallint, ct);
        await _copy.WriteAsync(score.Manual is not null, NpgsqlDbType.Boolean, ct);
        await _copy.WriteAsync(score.Coverage, NpgsqlDbType.Double, ct);
        await NullableAsync(state?.SegmentId, NpgsqlDbType.Integer, ct);
        await NullableAsync(state?.StageId, NpgsqlDbType.Integer, ct);
        await NullableAsync(state?.OwnerId, NpgsqlDbType.Integer, ct);
        await _copy.WriteAsync(state?.Arr ?? 0, NpgsqlDbType.Numeric, ct);
        await _copy.WriteAsync((short)score.Next.Held, NpgsqlDbType.Smallint, ct);
        await _copy.WriteAsync(score.Next.VersionId, NpgsqlDbType.Integer, ct);
        await _copy.WriteAsync(score.Next.Recent, NpgsqlDbType.Bigint, ct);
        await _copy.WriteAsync(_buffer.AsMemory(0, ScoreCodec.Write(score, _buffer)), NpgsqlDbType.Bytea, ct);
    }

    /// <summary>Without it nothing is written.</summary>
    public async Task CompleteAsync(CancellationToken ct) => await _copy.CompleteAsync(ct);

    public ValueTask DisposeAsync() => _copy.DisposeAsync();

    private Task NullableAsync<T>(T? value, NpgsqlDbType type, CancellationToken ct)
        where T : struct => value is { } known ? _copy.WriteAsync(known, type, ct) : _copy.WriteNullAsync(ct);
}
