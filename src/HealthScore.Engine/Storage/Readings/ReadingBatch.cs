using HealthScore.Domain.Metrics;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>Readings to be written, sorted by month, account, metric and day: the order in which rows are locked and partitions filled.</summary>
internal sealed class ReadingBatch
{
    // A key from its top: 11 bits for the month, 64 account, 15 metric, 5 day, 33 place in the batch.
    private const int MonthAt = 117, AccountAt = 53, MetricAt = 38, DayAt = 33;

    private readonly UInt128[] _keys;
    private readonly double[] _values;

    public ReadingBatch(ReadOnlySpan<Reading> readings)
    {
        _keys = new UInt128[readings.Length];
        _values = new double[readings.Length];
        for (var i = 0; i < readings.Length; i++)
        {
            _keys[i] = Key(readings[i], i);
            _values[i] = readings[i].Value;
            HasRemovals |= double.IsNaN(_values[i]);
        }
        Array.Sort(_keys, _values);
    }

    public int Count => _keys.Length;

    public bool HasRemovals { get; }

    public DateOnly Month(int i) => MonthNumber.First((int)(_keys[i] >> MonthAt));

    public long Account(int i) => (long)(ulong)(_keys[i] >> AccountAt);

    public short Metric(int i) => (short)((int)(_keys[i] >> MetricAt) & 0x7FFF);

    /// <summary>0 is the first day of the month.</summary>
    public int Day(int i) => (int)(_keys[i] >> DayAt) & 0x1F;

    public double Value(int i) => _values[i];

    /// <summary>True when a later entry of the batch is for the same account, metric and day.</summary>
    public bool IsOverwritten(int i) => i + 1 < _keys.Length && _keys[i] >> DayAt == _keys[i + 1] >> DayAt;

    /// <summary>Where the entries of another account or month begin.</summary>
    public int EndOfRow(int i)
    {
        var row = _keys[i] >> AccountAt;
        while (++i < _keys.Length && _keys[i] >> AccountAt == row) { }
        return i;
    }

    public DateOnly[] Months()
    {
        List<DateOnly> months = [];
        for (var i = 0; i < _keys.Length; i++)
            if (i == 0 || _keys[i] >> MonthAt != _keys[i - 1] >> MonthAt) months.Add(Month(i));
        return [.. months];
    }

    private static UInt128 Key(Reading reading, int place)
    {
        if (reading.Day < ReadingStore.FirstDay.DayNumber || reading.Day > ReadingStore.LastDay.DayNumber)
            throw new ArgumentException($"The day number {reading.Day} of a reading of account {reading.AccountId} is outside {ReadingStore.FirstDay:O} to {ReadingStore.LastDay:O}.");
        if (double.IsInfinity(reading.Value))
            throw new ArgumentException($"A reading of account {reading.AccountId} on {DateOnly.FromDayNumber(reading.Day):O} is infinite.");
        if (reading.MetricId < 0)
            throw new ArgumentException($"{reading.MetricId} is no id of a metric.");
        var (month, day) = MonthNumber.Of(reading.Day);
        return (UInt128)month << MonthAt | (UInt128)(ulong)reading.AccountId << AccountAt | (UInt128)reading.MetricId << MetricAt | (UInt128)day << DayAt | (UInt128)place;
    }
}
