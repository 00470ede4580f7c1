using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage.Copying;
using Npgsql;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>
/// Writes scores by binary COPY, in the caller's transaction. Those of several days are sent day by day, as many as there is room for,
/// because a COPY that fills one partition after the other costs a quarter less than one that goes to and fro.
/// </summary>
internal sealed class ScoreWriter : IAsyncDisposable
{
    private const short Columns = 18;
    private const int Room = 1 << 20;

    private readonly CopyWriter _copy;
    private readonly SortedDictionary<DateOnly, CopyRows> _later = [];
    private DateOnly? _first;
    private int _kept;
    private byte[] _data = new byte[1024];

    private ScoreWriter(CopyWriter copy) => _copy = copy;

    public static async Task<ScoreWriter> BeginAsync(NpgsqlConnection connection, CancellationToken ct) =>
        new(await CopyWriter.BeginAsync(connection, ScoreSql.Copy, ct));

    public ValueTask WriteAsync(in ScoredAccount account, MeasuredDay measured, ScoreResult score, bool isProvisional, CancellationToken ct)
    {
        var most = ScoreCodec.MaxLength(measured.Values.Length, score.Rules.Length);
        if (_data.Length < most) _data = new byte[2 * most];
        var rows = Rows(score.Day);
        var before = rows.Bytes.Length;
        rows.Row(Columns)
            .Add(account.Id).Add((short)score.Model!.Kind).Add(score.Day).Add(score.Model.VersionId).Add(isProvisional)
            .Add(score.Computed).Add(score.Published).Add((short)score.Band).Add(score.Manual is not null).Add(score.Coverage)
            .Add(measured.SegmentId).Add(measured.StageId).Add(account.OwnerId).Add(account.Arr)
            .Add((short)score.Next.Held).Add(score.Next.VersionId).Add(score.Next.Recent)
            .Add(_data.AsSpan(0, ScoreCodec.Write(score, measured.Values, _data)));
        if (rows == _copy.Rows) return _copy.FlushAsync(ct);
        _kept += rows.Bytes.Length - before;
        return _kept < Room ? ValueTask.CompletedTask : SendLaterAsync(ct);
    }

    /// <summary>Without it nothing is written.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        await SendLaterAsync(ct);
        await _copy.CompleteAsync(ct);
    }

    public ValueTask DisposeAsync() => _copy.DisposeAsync();

    // Rows of the first day go out as they come.
    private CopyRows Rows(DateOnly day)
    {
        _first ??= day;
        if (day == _first) return _copy.Rows;
        if (!_later.TryGetValue(day, out var rows)) _later.Add(day, rows = new());
        return rows;
    }

    private async ValueTask SendLaterAsync(CancellationToken ct)
    {
        await _copy.SendAsync(_copy.Rows, ct);
        foreach (var rows in _later.Values)
        {
            await _copy.SendAsync(rows, ct);
            rows.Clear();
        }

        _kept = 0;
    }
}

/// <summary>What a row of scores says of the account beside its score.</summary>
/// <param name="Id">The account.</param>
/// <param name="OwnerId">Its owner on the day.</param>
/// <param name="Arr">Its annual recurring revenue on the day.</param>
internal readonly record struct ScoredAccount(long Id, int? OwnerId, decimal Arr);
