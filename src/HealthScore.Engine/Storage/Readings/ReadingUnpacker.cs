using System.Numerics;
using HealthScore.Domain.Metrics;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>Unpacks the part of a packed month that lies in a range, without allocating.</summary>
internal sealed class ReadingUnpacker(ReadingRange range)
{
    private readonly int[] _days = new int[31];
    private readonly double[] _values = new double[31];
    private readonly bool[]? _wanted = range.Metrics is null ? null : Wanted(range.Metrics);

    public void Unpack(int firstOfMonth, ReadOnlySpan<byte> data, AccountReadings readings)
    {
        for (var reader = new ReadingMonthReader(data); reader.Next();)
            if (Metric(firstOfMonth, reader) is var count and > 0)
                readings.AddRange(reader.MetricId, _days.AsSpan(0, count), _values.AsSpan(0, count));
    }

    public void Unpack(long account, int firstOfMonth, ReadOnlySpan<byte> data, List<Reading> readings)
    {
        for (var reader = new ReadingMonthReader(data); reader.Next();)
            for (var (i, count) = (0, Metric(firstOfMonth, reader)); i < count; i++)
                readings.Add(new(account, reader.MetricId, _days[i], _values[i]));
    }

    // Fills days and values and returns how many there are.
    private int Metric(int firstOfMonth, in ReadingMonthReader reader)
    {
        if (_wanted is not null && (reader.MetricId >= _wanted.Length || !_wanted[reader.MetricId])) return 0;
        var (from, to) = (range.First.DayNumber - firstOfMonth, range.Last.DayNumber - firstOfMonth);
        var before = from <= 0 ? 0u : from > 31 ? uint.MaxValue : (uint)((1ul << from) - 1);
        var through = to < 0 ? 0u : to > 30 ? uint.MaxValue : (uint)((1ul << (to + 1)) - 1);
        var count = 0;
        for (var left = reader.Days & through & ~before; left != 0; left &= left - 1)
            _days[count++] = firstOfMonth + BitOperations.TrailingZeroCount(left);
        reader.Values(BitOperations.PopCount(reader.Days & before), _values.AsSpan(0, count));
        return count;
    }

    private static bool[] Wanted(IReadOnlyCollection<short> metrics)
    {
        var isWanted = new bool[metrics.Count == 0 ? 0 : metrics.Max() + 1];
        foreach (var metric in metrics) isWanted[metric] = true;
        return isWanted;
    }
}
