using System.Globalization;
using System.Numerics;
using HealthScore.Engine.Storage.Readings;

namespace HealthScore.Engine.Tests.Storage.Readings;

public sealed class ReadingMonthTests
{
    private static readonly double[] Awkward =
    [
        0.0, -0.0, 1, -1, 255, 256, 65535, 65536, int.MaxValue, int.MinValue, 2147483648.0, 0.1, 0.25, 1.005, 1e-9, 1e-10, 123456.789,
        1.0 / 3, Math.PI, 1e300, -1e300, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 2.2250738585072014e-308,
        float.Epsilon, float.MaxValue, 16777217, 9007199254740993, 0.1f, 0.1 + 0.2, 214748364.7, 2147483.6470001,
    ];

    public static TheoryData<double[], int> Sizes => new()
    {
        { [7, 7, 7], 1 },
        { [0.25, 0.25], 1 },
        { [Math.PI, Math.PI, Math.PI], 8 },
        { [0, 1, 255], 3 },
        { [0, 256], 4 },
        { [99.5, 100, 0.25], 6 },
        { [-1, 5], 8 },
        { [65536, 5], 8 },
        { [-12.5, 5], 8 },
        { [1234.567, 7], 8 },
        { [0.1f, 1.0 / 1024 / 1024 / 1024], 8 },
        { [-0.0, 1], 8 },
        { [Math.PI, 1], 16 },
        { [0.1, 2147483647], 16 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Values_Packed_TakeTheNarrowestForm(double[] values, int bytes)
    {
        var month = new ReadingMonth();
        for (var day = 0; day < values.Length; day++) month.Set(1, day, values[day]);
        Pack(month).Length.Should().Be(1 + ReadingMonth.MetricHeader + bytes);
        Read(Pack(month)).Select(r => r.Bits).Should().Equal(values.Select(Bits));
    }

    [Fact]
    public void AnyDouble_PackedAndRead_KeepsEveryBit()
    {
        foreach (var a in Awkward)
            foreach (var b in Awkward)
            {
                var month = new ReadingMonth();
                month.Set(3, 0, a);
                month.Set(3, 30, b);
                Read(Pack(month)).Should().Equal((3, 0, Bits(a)), (3, 30, Bits(b)));
            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Months_ChangedAtRandom_EqualADictionary(int seed)
    {
        var random = new Random(seed);
        var month = new ReadingMonth();
        for (var trial = 0; trial < 400; trial++)
        {
            var slow = new SortedDictionary<(int Metric, int Day), double>();
            month.Clear();
            for (var round = 0; round < 3; round++)
            {
                for (var i = random.Next(200); i > 0; i--)
                {
                    var (metric, day) = ((short)random.Next(random.Next(1, 60)), random.Next(31));
                    var value = random.Next(5) == 0 ? double.NaN : Value(random, metric);
                    var had = slow.TryGetValue((metric, day), out var old);
                    var expected = double.IsNaN(value) ? had ? ReadingChange.Removed : ReadingChange.None
                        : !had ? ReadingChange.Added
                        : Bits(old) == Bits(value) ? ReadingChange.None : ReadingChange.Changed;
                    month.Set(metric, day, value).Should().Be(expected);
                    if (double.IsNaN(value)) slow.Remove((metric, day));
                    else slow[(metric, day)] = value;
                }
                var packed = Pack(month);
                Read(packed).Should().Equal(slow.Select(s => (s.Key.Metric, s.Key.Day, Bits(s.Value))));
                packed.Should().Equal(PackAtOnce(slow), "a value that is put among others leaves what all of them together give");
                month.Unpack(packed);
                Pack(month).Should().Equal(packed, "packing is the same every time, or an import of the same file would change rows");
            }
        }
    }

    [Fact]
    public void PartOfAMonth_Read_GivesItsValuesOnly()
    {
        foreach (var values in new double[][] { [1, 2, 3, 4], [5, 5, 5, 5], [0.5, 300, 7, 8], [-1, 2, 3, 4], [Math.PI, 1, 2, 3] })
        {
            var month = new ReadingMonth();
            for (var day = 0; day < 4; day++) month.Set(1, 5 * day, values[day]);
            var reader = new ReadingMonthReader(Pack(month));
            reader.Next().Should().BeTrue();
            var part = new double[2];
            reader.Values(1, part);
            part.Should().Equal(values[1..3]);
        }
    }

    [Fact]
    public void MonthsOfTwelveMetrics_MostlyCounts_StayUnder2kB()
    {
        var random = new Random(5);
        var small = 0;
        for (var account = 0; account < 500; account++)
        {
            var month = new ReadingMonth();
            for (short metric = 1; metric <= 12; metric++)
                for (var day = 0; day < 31; day++)
                    month.Set(metric, day, metric <= 7 ? random.Next(1 << metric) : metric <= 10 ? random.Next(40000) / 4.0 : random.NextDouble());
            if (Pack(month).Length < 2000) small++;
        }
        small.Should().Be(500);
    }

    [Fact]
    public void UnknownFormat_Read_IsRefused()
    {
        var read = () => Read([9, 1, 0]);
        read.Should().Throw<InvalidDataException>().WithMessage("*format 9*");
        var encoding = () => Read([1, 1, 0, 0x40, 1, 0, 0, 0, 5]);
        encoding.Should().Throw<InvalidDataException>().WithMessage("*encoding 0x40*");
    }

    private static byte[] Pack(ReadingMonth month)
    {
        var buffer = new byte[month.LongestPacked];
        return buffer[..month.Pack(buffer)];
    }

    // All values of a metric at once, in the encoding that is the narrowest for all of them.
    private static byte[] PackAtOnce(SortedDictionary<(int Metric, int Day), double> readings)
    {
        List<byte> packed = [ReadingMonth.Format];
        foreach (var metric in readings.GroupBy(r => r.Key.Metric))
        {
            double[] values = [.. metric.Select(r => r.Value)];
            var encoding = ValueEncoding.Narrowest(values);
            var bytes = new byte[encoding.Size(values.Length)];
            encoding.Write(values, bytes);
            packed.AddRange([.. BitConverter.GetBytes((short)metric.Key), encoding.Code, .. BitConverter.GetBytes(metric.Aggregate(0u, (days, r) => days | 1u << r.Key.Day)), .. bytes]);
        }
        return [.. packed];
    }

    // Reads from the format's description, value by value.
    private static List<(int Metric, int Day, long Bits)> ReadSlowly(byte[] data)
    {
        List<(int, int, long)> readings = [];
        for (var at = 1; at < data.Length;)
        {
            var (metric, code, present) = (BitConverter.ToInt16(data, at), data[at + 2], BitConverter.ToUInt32(data, at + 3));
            at += 7;
            Func<double> value = (code & 0x70) switch
            {
                0x10 => () => Decimal(data[at], code),
                0x20 => () => Decimal(BitConverter.ToUInt16(data, at), code),
                0x30 => () => Decimal(BitConverter.ToInt32(data, at), code),
                _ when (code & 0x0F) == 1 => () => BitConverter.ToSingle(data, at),
                _ => () => BitConverter.ToDouble(data, at),
            };
            var width = (code & 0x70) switch { 0x10 => 1, 0x20 => 2, 0x30 => 4, _ => (code & 0x0F) == 1 ? 4 : 8 };
            for (var day = 0; day < 31; day++)
                if ((present >> day & 1) != 0)
                {
                    readings.Add((metric, day, Bits(value())));
                    if (code < 0x80) at += width;
                }
            if (code >= 0x80) at += width;
        }
        return readings;
    }

    private static double Decimal(int whole, byte code) =>
        double.Parse($"{whole}e-{code & 0x0F}", CultureInfo.InvariantCulture);

    private static List<(int Metric, int Day, long Bits)> ReadFast(byte[] data)
    {
        List<(int, int, long)> readings = [];
        var values = new double[31];
        for (var reader = new ReadingMonthReader(data); reader.Next();)
        {
            reader.Values(0, values.AsSpan(0, BitOperations.PopCount(reader.Days)));
            var next = 0;
            for (var left = reader.Days; left != 0; left &= left - 1)
                readings.Add((reader.MetricId, BitOperations.TrailingZeroCount(left), Bits(values[next++])));
        }
        return readings;
    }

    private static List<(int Metric, int Day, long Bits)> Read(byte[] data)
    {
        var fast = ReadFast(data);
        ReadSlowly(data).Should().Equal(fast);
        return fast;
    }

    private static double Value(Random random, int metric) => (metric % 6) switch
    {
        0 => random.Next(3),
        1 => random.Next(-300, 70000),
        2 => random.Next(100000) / 100.0,
        3 => (float)random.NextDouble(),
        4 => Awkward[random.Next(Awkward.Length)],
        _ => BitConverter.Int64BitsToDouble(random.NextInt64()) is var any && double.IsFinite(any) ? any : 1,
    };

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
