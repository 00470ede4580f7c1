using System.Buffers.Binary;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage.Scores;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>
/// The measured days of a range of accounts, packed: by account, kind and day. What a run keeps of an account between the pass
/// over its data and its score.
/// </summary>
internal sealed class MeasuredRange(ScoringSettings settings, byte[]? bytes = null)
{
    private const byte HasSegment = 1;
    private const byte HasStage = 2;
    private const byte HasOwner = 4;
    private const byte HasOverride = 8;
    private const int Head = 64;
    private const int Length = sizeof(int);

    private byte[] _buffer = bytes ?? [];
    private int _length = bytes?.Length ?? 0;
    private int _at;

    /// <summary>What was added so far.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Goes back to the first day.</summary>
    public void Rewind() => _at = 0;

    public void Add(in ScoredAccount account, MeasuredDay measured)
    {
        var most = Head + measured.EventRules.Count + ScoreCodec.MaxValues(measured.Values.Length);
        if (_buffer.Length - _length < most) Array.Resize(ref _buffer, Math.Max(1 << 16, 2 * (_length + most)));
        var to = _buffer.AsSpan(_length);
        var at = Length;
        to[at++] = (byte)((measured.SegmentId is null ? 0 : HasSegment) | (measured.StageId is null ? 0 : HasStage) | (account.OwnerId is null ? 0 : HasOwner) | (measured.Manual is null ? 0 : HasOverride));
        to[at++] = (byte)measured.EventRules.Count;
        PutInt64(to, ref at, account.Id);
        PutInt32(to, ref at, measured.Model!.VersionId);
        PutInt64(to, ref at, (long)(account.Arr * 100));
        PutInt32(to, ref at, measured.Day.DayNumber);
        if (measured.SegmentId is { } segment) PutInt32(to, ref at, segment);
        if (measured.StageId is { } stage) PutInt32(to, ref at, stage);
        if (account.OwnerId is { } owner) PutInt32(to, ref at, owner);
        if (measured.Manual is { } manual)
        {
            to[at++] = (byte)manual.Band;
            PutInt64(to, ref at, BitConverter.DoubleToInt64Bits(manual.Score));
        }

        foreach (var rule in measured.EventRules) to[at++] = (byte)rule;
        at += ScoreCodec.WriteValues(measured.Values, to[at..]);
        BinaryPrimitives.WriteInt32LittleEndian(to, at);
        _length += at;
    }

    /// <summary>The next day; false: there is none.</summary>
    public bool Next(MeasuredDay measured, out ScoredAccount account)
    {
        account = default;
        if (_at == _length) return false;
        ReadOnlySpan<byte> from = _buffer.AsSpan(_at, _length - _at);
        var (flags, rules, at) = (from[Length], from[Length + 1], Length + 2);
        var (id, model) = (GetInt64(from, ref at), settings.Version(GetInt32(from, ref at)));
        var (arr, day) = (GetInt64(from, ref at), DateOnly.FromDayNumber(GetInt32(from, ref at)));
        int? segment = (flags & HasSegment) == 0 ? null : GetInt32(from, ref at);
        int? stage = (flags & HasStage) == 0 ? null : GetInt32(from, ref at);
        account = new(id, (flags & HasOwner) == 0 ? null : GetInt32(from, ref at), arr / 100m);
        measured.Begin(model, day, segment, stage);
        if ((flags & HasOverride) != 0)
            measured.Manual = new() { Band = (Band)from[at++], Score = BitConverter.Int64BitsToDouble(GetInt64(from, ref at)), Reason = "", By = "" };
        for (var i = 0; i < rules; i++) measured.EventRules.Add(from[at++]);
        _at += at + ScoreCodec.ReadValues(from[at..], measured.Values);
        return true;
    }

    /// <summary>Passes over the next day, telling only whose it is and by which version.</summary>
    private bool Skip(out long accountId, out int versionId)
    {
        (accountId, versionId) = (0, 0);
        if (_at == _length) return false;
        ReadOnlySpan<byte> from = _buffer.AsSpan(_at, _length - _at);
        var at = Length + 2;
        (accountId, versionId) = (GetInt64(from, ref at), GetInt32(from, ref at));
        _at += BinaryPrimitives.ReadInt32LittleEndian(from);
        return true;
    }

    /// <summary>Whose scores of which kind follow from it.</summary>
    public List<(long Account, ScoreKind Kind)> Scored()
    {
        List<(long, ScoreKind)> scored = [];
        for (Rewind(); Skip(out var account, out var versionId);)
            if (settings.Version(versionId).Kind is var kind && (scored.Count == 0 || scored[^1] != (account, kind)))
                scored.Add((account, kind));
        return scored;
    }

    private static void PutInt32(Span<byte> to, ref int at, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to[at..], value);
        at += sizeof(int);
    }

    private static void PutInt64(Span<byte> to, ref int at, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to[at..], value);
        at += sizeof(long);
    }

    private static int GetInt32(ReadOnlySpan<byte> from, ref int at)
    {
        at += sizeof(int);
        return BinaryPrimitives.ReadInt32LittleEndian(from[(at - sizeof(int))..]);
    }

    private static long GetInt64(ReadOnlySpan<byte> from, ref int at)
    {
        at += sizeof(long);
        return BinaryPrimitives.ReadInt64LittleEndian(from[(at - sizeof(long))..]);
    }
}
