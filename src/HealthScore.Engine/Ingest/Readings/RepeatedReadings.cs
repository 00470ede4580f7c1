using HealthScore.Domain.Metrics;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;

namespace HealthScore.Engine.Ingest.Readings;

/// <summary>Makes one reading of what a file says about an account, metric and day.</summary>
internal static class RepeatedReadings
{
    /// <summary>The readings under the database's ids; rows that may not be merged are logged. Sorts the entries.</summary>
    public static Reading[] Merge(Span<ReadingEntry> entries, long[] accounts, short[] metrics, WhenRepeated[] repeats, ProblemLog log, string column)
    {
        Sort(entries);
        var readings = new Reading[entries.Length];
        var count = 0;
        for (int i = 0, end; i < entries.Length; i = end)
        {
            end = i + 1;
            while (end < entries.Length && Key(entries[end]) == Key(entries[i])) end++;
            var entry = entries[i];
            var value = end == i + 1 ? entry.Value : Value(entries[i..end], repeats[entry.Metric], log, column);
            readings[count++] = new Reading(accounts[entry.Account], metrics[entry.Metric], entry.Day, value);
        }

        return count == readings.Length ? readings : readings[..count];
    }

    private static void Sort(Span<ReadingEntry> entries)
    {
        var keys = new ulong[entries.Length];
        var isRising = true;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = Key(entries[i]);
            isRising &= i == 0 || keys[i] > keys[i - 1];
        }

        if (!isRising) keys.AsSpan().Sort(entries);
    }

    // 29 bits of account, 15 of metric, 20 of day.
    private static ulong Key(ReadingEntry entry) => ((ulong)entry.Account << 35) | ((ulong)entry.Metric << 20) | (uint)entry.Day;

    private static double Value(Span<ReadingEntry> same, WhenRepeated repeats, ProblemLog log, string column)
    {
        // Sorting has not kept the rows' order, and sums should not depend on it.
        same.Sort(static (a, b) => a.Row.CompareTo(b.Row));
        if (repeats == WhenRepeated.Last) return same[^1].Value;
        if (repeats == WhenRepeated.Refuse)
        {
            foreach (var entry in same[1..])
                log.Add(entry.Row, column, default, ProblemReason.Repeated, same[0].Row,
                    first => $"Row {first} has the same account, metric and day. Say in the mapping what to do: \"repeats\": \"sum\", \"mean\" or \"last\".");
            return same[^1].Value;
        }

        var sum = 0.0;
        foreach (var entry in same) sum += entry.Value;
        return repeats == WhenRepeated.Sum ? sum : sum / same.Length;
    }
}
