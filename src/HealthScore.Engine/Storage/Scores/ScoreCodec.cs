using System.Buffers.Binary;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>
/// Packs what explains a score into one byte array: a format byte, the score before rounding, bounds, raw band, the rules
/// that held, and per measure its status, value, sub-score and effective weight. Nominal weights follow from the version.
/// </summary>
public static class ScoreCodec
{
    private const byte Format = 1;
    private const byte HasWeight = 0x10;
    private const byte HasUnrounded = 1;
    private const byte HasBounds = 2;
    private const byte HasAfterRules = 4;

    /// <summary>The most bytes that a score of so many measures and rules takes.</summary>
    public static int MaxLength(int measures, int rules) => 40 + rules + (25 * measures);

    /// <summary>Writes and returns the length.</summary>
    public static int Write(ScoreResult score, Span<byte> to)
    {
        var at = 0;
        to[at++] = Format;
        to[at++] = (byte)((score.Unrounded is null ? 0 : HasUnrounded) | (score.Bounds is null ? 0 : HasBounds) | (score.AfterRules is null ? 0 : HasAfterRules));
        to[at++] = (byte)score.RawBand;
        if (score.Unrounded is { } unrounded) Put(to, ref at, unrounded);
        if (score.Bounds is { } bounds)
        {
            Put(to, ref at, bounds.Low);
            Put(to, ref at, bounds.High);
        }

        if (score.AfterRules is { } afterRules) Put(to, ref at, afterRules);
        to[at++] = (byte)score.Rules.Length;
        foreach (var rule in score.Rules) to[at++] = (byte)rule;
        BinaryPrimitives.WriteUInt16LittleEndian(to[at..], (ushort)score.Measures.Length);
        at += 2;
        foreach (ref readonly var measure in score.Measures)
        {
            to[at++] = (byte)((byte)measure.Status | (measure.Weight is null ? 0 : HasWeight));
            if (measure.Status == MeasureStatus.Ok)
            {
                Put(to, ref at, measure.Value ?? double.NaN);
                Put(to, ref at, measure.SubScore ?? double.NaN);
            }

            if (measure.Weight is { } weight) Put(to, ref at, weight);
        }

        return at;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static StoredScore Read(ReadOnlySpan<byte> from)
    {
        if (from[0] != Format) throw new InvalidDataException($"A score of format {from[0]} was written by a newer program.");
        var (flags, raw, at) = (from[1], (Band)from[2], 3);
        double? unrounded = (flags & HasUnrounded) == 0 ? null : Get(from, ref at);
        ScoreBounds? bounds = (flags & HasBounds) == 0 ? null : new(Get(from, ref at), Get(from, ref at));
        double? afterRules = (flags & HasAfterRules) == 0 ? null : Get(from, ref at);
        var rules = new int[from[at++]];
        for (var i = 0; i < rules.Length; i++) rules[i] = from[at++];
        var measures = new StoredMeasure[BinaryPrimitives.ReadUInt16LittleEndian(from[at..])];
        at += 2;
        for (var i = 0; i < measures.Length; i++)
        {
            var head = from[at++];
            var status = (MeasureStatus)(head & 0x0F);
            double? value = null, subScore = null;
            if (status == MeasureStatus.Ok) (value, subScore) = (Get(from, ref at), Get(from, ref at));
            measures[i] = new(status, value, subScore, (head & HasWeight) == 0 ? null : Get(from, ref at));
        }

        return new(unrounded, bounds, raw, afterRules, rules, measures);
    }

    private static void Put(Span<byte> to, ref int at, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(to[at..], value);
        at += 8;
    }

    private static double Get(ReadOnlySpan<byte> from, ref int at)
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(from[at..]);
        at += 8;
        return value;
    }
}

/// <summary>A measure as stored with a score.</summary>
public readonly record struct StoredMeasure(MeasureStatus Status, double? Value, double? SubScore, double? Weight);

/// <summary>What is packed with a score.</summary>
public sealed record StoredScore(double? Unrounded, ScoreBounds? Bounds, Band RawBand, double? AfterRules, IReadOnlyList<int> Rules, IReadOnlyList<StoredMeasure> Measures);
