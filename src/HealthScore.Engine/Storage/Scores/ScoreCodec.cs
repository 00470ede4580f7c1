using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Storage.Scores;

/// <summary>
/// Packs what explains a score into one byte array: a format byte, the raw band, the rules that held, and per measure its status
/// and value. Sub-scores, weights and bounds follow from the values by the version, which never changes.
/// </summary>
public static class ScoreCodec
{
    private const byte Format1 = 1;
    private const byte Format = 2;
    private const int Head = 5;

    // Beside the status in a measure's first byte: how its value is written, in the fewest bytes that lose nothing.
    private const byte AsByte = 0x10;
    private const byte AsInt16 = 0x20;
    private const byte AsSingle = 0x30;
    private const byte AsDouble = 0x40;

    /// <summary>The most bytes that a score of so many measures and rules takes.</summary>
    public static int MaxLength(int measures, int rules) => Head + rules + MaxValues(measures);

    /// <summary>Writes a score of these values and returns the length.</summary>
    public static int Write(ScoreResult score, ReadOnlySpan<MeasureValue> values, Span<byte> to)
    {
        (to[0], to[1], to[2]) = (Format, (byte)score.RawBand, (byte)score.Rules.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(to[3..], (ushort)values.Length);
        var at = Head;
        foreach (var rule in score.Rules) to[at++] = (byte)rule;
        return at + WriteValues(values, to[at..]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static StoredScore Read(ReadOnlySpan<byte> from)
    {
        if (from is [Format1, ..]) return ReadFormat1(from);
        if (from.IsEmpty || from[0] != Format) throw new InvalidDataException($"A score has the format {(from.IsEmpty ? -1 : from[0])}, which this version does not know.");
        var rules = new int[from[2]];
        var values = new MeasureValue[BinaryPrimitives.ReadUInt16LittleEndian(from[3..])];
        for (var i = 0; i < rules.Length; i++) rules[i] = from[Head + i];
        ReadValues(from[(Head + rules.Length)..], values);
        return new((Band)from[1], rules, values);
    }

    // Scores of before the first release kept as doubles what follows from the values: unrounded score, bounds, score after rules,
    // and per measure value, sub-score and weight.
    private static StoredScore ReadFormat1(ReadOnlySpan<byte> from)
    {
        var (flags, at) = (from[1], 3);
        at += sizeof(double) * ((flags & 1) + (flags & 2) + ((flags & 4) >> 2));
        var rules = new int[from[at++]];
        for (var i = 0; i < rules.Length; i++) rules[i] = from[at++];
        var values = new MeasureValue[BinaryPrimitives.ReadUInt16LittleEndian(from[at..])];
        at += sizeof(ushort);
        for (var i = 0; i < values.Length; i++)
        {
            var (status, hasWeight) = ((MeasureStatus)(from[at] & 0x0F), (from[at++] & 0x10) != 0);
            values[i] = new(status, status == MeasureStatus.Ok ? BinaryPrimitives.ReadDoubleLittleEndian(from[at..]) : double.NaN);
            at += sizeof(double) * ((status == MeasureStatus.Ok ? 2 : 0) + (hasWeight ? 1 : 0));
        }

        return new((Band)from[2], rules, values);
    }

    internal static int MaxValues(int measures) => (1 + sizeof(double)) * measures;

    internal static int WriteValues(ReadOnlySpan<MeasureValue> values, Span<byte> to)
    {
        var at = 0;
        foreach (ref readonly var measure in values)
        {
            var (status, value) = ((byte)measure.Status, measure.Value);
            if (!measure.IsOk) to[at++] = status;
            else if ((byte)value == value && !IsNegativeZero(value)) (to[at], to[at + 1], at) = ((byte)(status | AsByte), (byte)value, at + 2);
            else if ((short)value == value && !IsNegativeZero(value)) Put(to, ref at, (byte)(status | AsInt16), (short)value);
            else if ((float)value == value) Put(to, ref at, (byte)(status | AsSingle), (float)value);
            else Put(to, ref at, (byte)(status | AsDouble), value);
        }

        return at;
    }

    internal static int ReadValues(ReadOnlySpan<byte> from, Span<MeasureValue> values)
    {
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var head = from[at++];
            values[i] = new((MeasureStatus)(head & 0x0F), (head & 0xF0) switch
            {
                AsByte => from[at++],
                AsInt16 => Get<short>(from, ref at),
                AsSingle => Get<float>(from, ref at),
                AsDouble => Get<double>(from, ref at),
                _ => double.NaN,
            });
        }

        return at;
    }

    private static bool IsNegativeZero(double value) => value == 0 && double.IsNegative(value);

    private static void Put<T>(Span<byte> to, ref int at, byte head, T value)
        where T : unmanaged
    {
        to[at++] = head;
        MemoryMarshal.Write(to[at..], value);
        at += Unsafe.SizeOf<T>();
    }

    private static T Get<T>(ReadOnlySpan<byte> from, ref int at)
        where T : unmanaged
    {
        var value = MemoryMarshal.Read<T>(from[at..]);
        at += Unsafe.SizeOf<T>();
        return value;
    }
}

/// <summary>What is packed with a score.</summary>
/// <param name="RawBand">What the thresholds alone gave.</param>
/// <param name="Rules">The indexes of the rules that held.</param>
/// <param name="Values">Of the version's measures, in their order; ranks, not what was ranked.</param>
public sealed record StoredScore(Band RawBand, IReadOnlyList<int> Rules, MeasureValue[] Values);
