using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>
/// How the values of one metric's month are written: always the narrowest form that gives back every bit.
/// The code is one byte. Its top bit: one value stands for all. Then 0x00 float64, 0x01 float32,
/// or whole numbers divided by a power of ten in the low four bits: 0x10 unsigned 8, 0x20 unsigned 16, 0x30 signed 32 bits.
/// </summary>
internal readonly record struct ValueEncoding(byte Code)
{
    private const byte Same = 0x80;
    private const byte Float64 = 0x00;
    private const byte Float32 = 0x01;
    private const byte Unsigned8 = 0x10;
    private const byte Unsigned16 = 0x20;
    private const byte Signed32 = 0x30;

    // A whole number of up to 31 bits has nine digits. Both it and the power are exact, so that their quotient is the double nearest to the decimal.
    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

    private bool IsSame => (Code & Same) != 0;

    private byte Form => (byte)(Code & 0x70) is var whole and not 0 ? whole : (byte)(Code & 0x0F);

    private double Divisor => Powers[Code & 0x0F];

    private int Width => Form switch
    {
        Unsigned8 => 1,
        Unsigned16 => 2,
        Signed32 or Float32 => 4,
        Float64 => 8,
        _ => throw new InvalidDataException($"Packed readings use the encoding 0x{Code:x2}, which this version does not know."),
    };

    /// <summary>Bytes that so many values take.</summary>
    public int Size(int count) => IsSame ? Width : Width * count;

    /// <summary>For at least one value, none of them NaN.</summary>
    public static ValueEncoding Narrowest(ReadOnlySpan<double> values)
    {
        var same = AreSame(values);
        if (same) values = values[..1];
        return new((byte)(NarrowestForm(values) | (same ? Same : 0)));
    }

    public void Write(ReadOnlySpan<double> values, Span<byte> to)
    {
        if (IsSame) values = values[..1];
        for (var (i, width) = (0, Width); i < values.Length; i++, to = to[width..]) Write(values[i], to);
    }

    /// <summary>
    /// Puts one more value at a place among so many, where these are written in their narrowest form and it is that of all of them
    /// together too; otherwise changes nothing.
    /// </summary>
    public bool TryInsert(double value, int at, int count, Span<byte> to)
    {
        var width = Width;
        if (IsSame)
        {
            Span<double> same = stackalloc double[1];
            Read(to, same);
            return BitConverter.DoubleToInt64Bits(same[0]) == BitConverter.DoubleToInt64Bits(value);
        }
        if (!Holds(value)) return false;
        to[(at * width)..(count * width)].CopyTo(to[((at + 1) * width)..]);
        Write(value, to[(at * width)..]);
        return true;
    }

    /// <summary>Reads values from the given one on, as many as there is room for.</summary>
    public void Read(ReadOnlySpan<byte> from, int first, Span<double> to)
    {
        if (IsSame)
        {
            Read(from, to[..1]);
            to.Fill(to[0]);
        }
        else Read(from[(first * Width)..], to);
    }

    private void Write(double value, Span<byte> to)
    {
        switch (Form)
        {
            case Unsigned8: to[0] = (byte)Math.Round(value * Divisor); break;
            case Unsigned16: BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)Math.Round(value * Divisor)); break;
            case Signed32: BinaryPrimitives.WriteInt32LittleEndian(to, (int)Math.Round(value * Divisor)); break;
            case Float32: BinaryPrimitives.WriteSingleLittleEndian(to, (float)value); break;
            default: BinaryPrimitives.WriteDoubleLittleEndian(to, value); break;
        }
    }

    private bool Holds(double value) => Form switch
    {
        Unsigned8 => IsWhole(value, Code & 0x0F, out var whole) && whole is >= 0 and <= byte.MaxValue,
        Unsigned16 => IsWhole(value, Code & 0x0F, out var whole) && whole is >= 0 and <= ushort.MaxValue,
        Signed32 => IsWhole(value, Code & 0x0F, out _),
        Float32 => AreSingles([value]),
        _ => true,
    };

    private void Read(ReadOnlySpan<byte> from, Span<double> to)
    {
        switch (Form)
        {
            case Float32:
                for (var i = 0; i < to.Length; i++) to[i] = BinaryPrimitives.ReadSingleLittleEndian(from[(4 * i)..]);
                break;
            case Float64:
                for (var i = 0; i < to.Length; i++) to[i] = BinaryPrimitives.ReadDoubleLittleEndian(from[(8 * i)..]);
                break;
            default:
                ReadWhole(from, to);
                break;
        }
    }

    // Four at a time where the processor can: half of a run's time goes into unpacking. The quotients are the same bits either way.
    private void ReadWhole(ReadOnlySpan<byte> from, Span<double> to)
    {
        var (i, width, divisor) = (0, Width, Divisor);
        if (Avx.IsSupported)
        {
            var by = Vector256.Create(divisor);
            for (; i + Vector256<double>.Count <= to.Length; i += Vector256<double>.Count)
            {
                var four = Avx.ConvertToVector256Double(Whole(from[(width * i)..], width));
                if (divisor is not 1) four /= by;
                four.CopyTo(to[i..]);
            }
        }

        for (; i < to.Length; i++)
        {
            var at = from[(width * i)..];
            to[i] = width switch { 1 => at[0], 2 => BinaryPrimitives.ReadUInt16LittleEndian(at), _ => BinaryPrimitives.ReadInt32LittleEndian(at) } / divisor;
        }
    }

    private static Vector128<int> Whole(ReadOnlySpan<byte> from, int width) => width switch
    {
        1 => Sse41.ConvertToVector128Int32(Vector128.CreateScalarUnsafe(BinaryPrimitives.ReadUInt32LittleEndian(from)).AsByte()),
        2 => Sse41.ConvertToVector128Int32(Vector128.CreateScalarUnsafe(BinaryPrimitives.ReadUInt64LittleEndian(from)).AsUInt16()),
        _ => Vector128.Create(from).AsInt32(),
    };

    private static bool AreSame(ReadOnlySpan<double> values)
    {
        // As bits, because -0.0 equals 0.0.
        var first = BitConverter.DoubleToInt64Bits(values[0]);
        foreach (var value in values)
            if (BitConverter.DoubleToInt64Bits(value) != first) return false;
        return true;
    }

    private static byte NarrowestForm(ReadOnlySpan<double> values)
    {
        var whole = WholeForm(values);
        if (whole != 0 && (whole & 0x70) != Signed32) return whole;
        return AreSingles(values) ? Float32 : whole != 0 ? whole : Float64;
    }

    // 0: they are no whole numbers over one power of ten.
    private static byte WholeForm(ReadOnlySpan<double> values)
    {
        var decimals = 0;
        foreach (var value in values)
            while (!IsWhole(value, decimals, out _))
                if (++decimals == Powers.Length) return 0;
        int low = int.MaxValue, high = int.MinValue;
        foreach (var value in values)
        {
            // A value that came before the one with most decimals may no longer fit.
            if (!IsWhole(value, decimals, out var whole)) return 0;
            (low, high) = (Math.Min(low, whole), Math.Max(high, whole));
        }
        var form = low < 0 || high > ushort.MaxValue ? Signed32 : high > byte.MaxValue ? Unsigned16 : Unsigned8;
        return (byte)(form | decimals);
    }

    private static bool IsWhole(double value, int decimals, out int whole)
    {
        var scaled = Math.Round(value * Powers[decimals]);
        whole = Math.Abs(scaled) <= int.MaxValue ? (int)scaled : 0;
        return BitConverter.DoubleToInt64Bits(whole / Powers[decimals]) == BitConverter.DoubleToInt64Bits(value);
    }

    private static bool AreSingles(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            if (BitConverter.DoubleToInt64Bits((float)value) != BitConverter.DoubleToInt64Bits(value)) return false;
        return true;
    }
}
