using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage.Copying;
using Npgsql;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>Writes scores by binary COPY, in the caller's transaction.</summary>
internal sealed class ScoreWriter : IAsyncDisposable
{
    private const short Columns = 18;

    private readonly CopyWriter _copy;
    private byte[] _data = new byte[1024];

    private ScoreWriter(CopyWriter copy) => _copy = copy;

    public static async Task<ScoreWriter> BeginAsync(NpgsqlConnection connection, CancellationToken ct) =>
        new(await CopyWriter.BeginAsync(connection, ScoreSql.Copy, ct));

    public ValueTask WriteAsync(in ScoredAccount account, MeasuredDay measured, ScoreResult score, bool isProvisional, CancellationToken ct)
    {
        var most = ScoreCodec.MaxLength(measured.Values.Length, score.Rules.Length);
        if (_data.Length < most) _data = new byte[2 * most];
        _copy.Rows.Row(Columns)
            .Add(account.Id).Add((short)score.Model!.Kind).Add(score.Day).Add(score.Model.VersionId).Add(isProvisional)
            .Add(score.Computed).Add(score.Published).Add((short)score.Band).Add(score.Manual is not null).Add(score.Coverage)
            .Add(measured.SegmentId).Add(measured.StageId).Add(account.OwnerId).Add(account.Arr)
            .Add((short)score.Next.Held).Add(score.Next.VersionId).Add(score.Next.Recent)
            .Add(_data.AsSpan(0, ScoreCodec.Write(score, measured.Values, _data)));
        return _copy.FlushAsync(ct);
    }

    /// <summary>Without it nothing is written.</summary>
    public Task CompleteAsync(CancellationToken ct) => _copy.CompleteAsync(ct);

    public ValueTask DisposeAsync() => _copy.DisposeAsync();
}

/// <summary>What a row of scores says of the account beside its score.</summary>
/// <param name="Id">The account.</param>
/// <param name="OwnerId">Its owner on the day.</param>
/// <param name="Arr">Its annual recurring revenue on the day.</param>
internal readonly record struct ScoredAccount(long Id, int? OwnerId, decimal Arr);
