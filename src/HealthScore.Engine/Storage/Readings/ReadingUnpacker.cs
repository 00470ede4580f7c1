using System.Numerics;
using HealthScore.Domain.Metrics;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>Unpacks the part of a packed month that lies in a range, without allocating.</summary>
internal sealed class ReadingUnpacker(ReadingRange range)
{
    private readonly bool[]? _wanted = range.Metrics is null ? null : Wanted(range.Metrics);

    public void Unpack(int firstOfMonth, ReadOnlySpan<byte> data, AccountReadings readings)
    {
        var within = Within(firstOfMonth);
        for (var reader = new ReadingMonthReader(data); reader.Next();)
        {
            var days = reader.Days & within;
            if (days == 0 || !IsWanted(reader.MetricId)) continue;
            readings.AddRange(reader.MetricId, BitOperations.PopCount(days), out var toDays, out var toValues);
            Fill(firstOfMonth, days, reader, toDays, toValues);
        }
    }

    public void Unpack(long account, int firstOfMonth, ReadOnlySpan<byte> data, List<Reading> readings)
    {
        var within = Within(firstOfMonth);
        Span<int> toDays = stackalloc int[31];
        Span<double> toValues = stackalloc double[31];
        for (var reader = new ReadingMonthReader(data); reader.Next();)
        {
            var days = reader.Days & within;
            if (days == 0 || !IsWanted(reader.MetricId)) continue;
            var count = BitOperations.PopCount(days);
            Fill(firstOfMonth, days, reader, toDays[..count], toValues[..count]);
            for (var i = 0; i < count; i++) readings.Add(new(account, reader.MetricId, toDays[i], toValues[i]));
        }
    }

    private static void Fill(int firstOfMonth, uint days, in ReadingMonthReader reader, Span<int> toDays, Span<double> toValues)
    {
        // Values before the first of the days are passed over.
        reader.Values(BitOperations.PopCount(reader.Days & ((days & (0u - days)) - 1)), toValues);
        for (var (i, left) = (0, days); i < toDays.Length; i++, left &= left - 1) toDays[i] = firstOfMonth + BitOperations.TrailingZeroCount(left);
    }

    // The days of a month that lie in the range.
    private uint Within(int firstOfMonth)
    {
        var (from, to) = (range.First.DayNumber - firstOfMonth, range.Last.DayNumber - firstOfMonth);
        var before = from <= 0 ? 0u : from > 31 ? uint.MaxValue : (uint)((1ul << from) - 1);
        var through = to < 0 ? 0u : to > 30 ? uint.MaxValue : (uint)((1ul << (to + 1)) - 1);
        return through & ~before;
    }

    private bool IsWanted(short metric) => _wanted is null || (metric < _wanted.Length && _wanted[metric]);

    private static bool[] Wanted(IReadOnlyCollection<short> metrics)
    {
        var isWanted = new bool[metrics.Count == 0 ? 0 : metrics.Max() + 1];
        foreach (var metric in metrics) isWanted[metric] = true;
        return isWanted;
    }
}
