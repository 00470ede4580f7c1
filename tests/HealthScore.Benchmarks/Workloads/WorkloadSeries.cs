namespace HealthScore.Benchmarks.Workloads;

/// <summary>
/// The readings of one account and metric. Values are multiples of 0.25 and small, so that every sum of them is exact in a
/// double, whatever the order: whoever computes the same measure must get the same bits.
/// </summary>
internal readonly struct WorkloadSeries
{
    private const double Never = 0.05;
    private const int HalfWave = 90;

    private readonly ulong _key;
    private readonly uint _presence;
    private readonly int _level;
    private readonly int _trend;

    public WorkloadSeries(long account, int metric)
    {
        _key = Chance.Of(account, metric);
        var density = (_key % 100) < Never * 100 ? 0 : WorkloadMetrics.Density(metric) ?? 0.55 + 0.40 * ((_key >> 8) & 1023) / 1023;
        _presence = (uint)(density * 65536);
        var step = 4 << (1 + (int)((_key >> 20) & 7));
        _level = step + (int)((((_key >> 24) & 0xFFFF) * (ulong)step) >> 16);
        _trend = (int)((_key >> 42) % 101) - 50;
    }

    /// <summary>The value of a day; null: no reading.</summary>
    public double? On(int day)
    {
        var bits = Chance.Of(_key, day);
        if ((uint)(bits & 0xFFFF) >= _presence) return null;
        // Every tenth reading is a zero.
        if (((bits >> 16) & 1023) < 102) return 0;
        var value = (long)_level * (64 + (long)((bits >> 32) & 127)) / 128;
        return 0.25 * (value * (100 + _trend * Wave(day) / 45) / 100);
    }

    // Up for ninety days, down for ninety: a trend within each window, and no drift over the years. From -45 to 45.
    private static int Wave(int day)
    {
        var phase = (day - Workload.LastDay.DayNumber + HalfWave - 1) % (2 * HalfWave);
        if (phase < 0) phase += 2 * HalfWave;
        return phase < HalfWave ? phase - 45 : 135 - phase;
    }
}
