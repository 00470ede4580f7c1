using Npgsql;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>The days that a finished run has scored for good: what is written to them comes late, and changes no score.</summary>
internal sealed class ClosedDays
{
    private readonly int _first;
    private readonly bool[] _isClosed;

    private ClosedDays(int first, int count) => (_first, _isClosed) = (first, new bool[count]);

    /// <summary>True when no day of the batch's months is closed.</summary>
    public bool IsEmpty { get; private set; } = true;

    public static ClosedDays None { get; } = new(0, 0);

    /// <summary>The closed days of a batch's months, from an answer of final runs; goes to the one behind it.</summary>
    public static async Task<ClosedDays> ReadAsync(NpgsqlDataReader runs, ReadingBatch batch, CancellationToken ct)
    {
        var (first, last) = (batch.Month(0), batch.Month(batch.Count - 1).AddMonths(1).AddDays(-1));
        var days = new ClosedDays(first.DayNumber, last.DayNumber - first.DayNumber + 1);
        while (await runs.ReadAsync(ct)) days.Close(runs.GetFieldValue<DateOnly>(0), runs.GetFieldValue<DateOnly>(1), runs.GetBoolean(2));
        await runs.NextResultAsync(ct);
        return days;
    }

    public bool Contains(int day) => _isClosed[day - _first];

    private void Close(DateOnly from, DateOnly to, bool monthEndsOnly)
    {
        var end = Math.Min(to.DayNumber, _first + _isClosed.Length - 1);
        for (var day = Math.Max(from.DayNumber, _first); day <= end; day++)
        {
            if (monthEndsOnly && DateOnly.FromDayNumber(day + 1).Day != 1) continue;
            _isClosed[day - _first] = true;
            IsEmpty = false;
        }
    }
}
