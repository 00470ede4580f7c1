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
        _copy.StartRow(Columns);
        _copy.Int64(account.Id);
        _copy.Int16((short)score.Model!.Kind);
        _copy.Date(score.Day);
        _copy.Int32(score.Model.VersionId);
        _copy.Boolean(isProvisional);
        _copy.Double(score.Computed);
        _copy.Double(score.Published);
        _copy.Int16((short)score.Band);
        _copy.Boolean(score.Manual is not null);
        _copy.Double(score.Coverage);
        _copy.Int32(measured.SegmentId);
        _copy.Int32(measured.StageId);
        _copy.Int32(account.OwnerId);
        _copy.Hundredths(account.ArrHundredths);
        _copy.Int16((short)score.Next.Held);
        _copy.Int32(score.Next.VersionId);
        _copy.Int64(score.Next.Recent);
        var data = _data.AsSpan(0, ScoreCodec.Write(score, measured.Values, _data));
        data.CopyTo(_copy.Column(data.Length));
        return _copy.FlushAsync(ct);
    }

    /// <summary>Without it nothing is written.</summary>
    public Task CompleteAsync(CancellationToken ct) => _copy.CompleteAsync(ct);

    public ValueTask DisposeAsync() => _copy.DisposeAsync();
}

/// <summary>What a row of scores says of the account beside its score.</summary>
/// <param name="Id">The account.</param>
/// <param name="OwnerId">Its owner on the day.</param>
/// <param name="ArrHundredths">Its annual recurring revenue on the day, in hundredths of the currency.</param>
internal readonly record struct ScoredAccount(long Id, int? OwnerId, long ArrHundredths);
