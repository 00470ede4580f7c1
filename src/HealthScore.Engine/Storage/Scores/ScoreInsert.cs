using HealthScore.Domain.Scoring;
using Npgsql;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>A few scores, written by one of a trip's statements: a COPY would be a trip of its own.</summary>
internal sealed class ScoreInsert
{
    private readonly List<long> _accounts = [];
    private readonly List<short> _kinds = [];
    private readonly List<DateOnly> _days = [];
    private readonly List<int> _versions = [];
    private readonly List<bool> _provisional = [];
    private readonly List<double?> _computed = [];
    private readonly List<double?> _published = [];
    private readonly List<short> _bands = [];
    private readonly List<bool> _manual = [];
    private readonly List<double> _coverage = [];
    private readonly List<int?> _segments = [];
    private readonly List<int?> _stages = [];
    private readonly List<int?> _owners = [];
    private readonly List<decimal> _arr = [];
    private readonly List<short> _heldBands = [];
    private readonly List<int> _heldVersions = [];
    private readonly List<long> _recentBands = [];
    private readonly List<byte[]> _data = [];
    private byte[] _buffer = new byte[1024];

    public void Add(in ScoredAccount account, MeasuredDay measured, ScoreResult score, bool isProvisional)
    {
        _accounts.Add(account.Id);
        _kinds.Add((short)score.Model!.Kind);
        _days.Add(score.Day);
        _versions.Add(score.Model.VersionId);
        _provisional.Add(isProvisional);
        _computed.Add(score.Computed);
        _published.Add(score.Published);
        _bands.Add((short)score.Band);
        _manual.Add(score.Manual is not null);
        _coverage.Add(score.Coverage);
        _segments.Add(measured.SegmentId);
        _stages.Add(measured.StageId);
        _owners.Add(account.OwnerId);
        _arr.Add(account.Arr);
        _heldBands.Add((short)score.Next.Held);
        _heldVersions.Add(score.Next.VersionId);
        _recentBands.Add(score.Next.Recent);
        var most = ScoreCodec.MaxLength(measured.Values.Length, score.Rules.Length);
        if (_buffer.Length < most) _buffer = new byte[2 * most];
        _data.Add(_buffer[..ScoreCodec.Write(score, measured.Values, _buffer)]);
    }

    public void AddTo(NpgsqlBatch trip)
    {
        if (_accounts.Count > 0)
            trip.Add(ScoreSql.Insert, _accounts, _kinds, _days, _versions, _provisional, _computed, _published, _bands, _manual, _coverage, _segments, _stages, _owners, _arr, _heldBands, _heldVersions, _recentBands, _data);
    }
}
