namespace HealthScore.Domain.Metrics.Calculated;

/// <summary>Rows of days that calculated metrics are worked out in. They grow and are used again, so that nothing is allocated once they are warm.</summary>
internal sealed class Scratch
{
    private readonly List<(double[] Values, bool[] Read)> _rows = [];
    private int[] _places = new int[128];

    /// <summary>The value of each day, NaN where there is none, and whether there was something to read on it.</summary>
    public void Row(int number, int days, out Span<double> values, out Span<bool> read)
    {
        while (_rows.Count <= number) _rows.Add((new double[128], new bool[128]));
        if (_rows[number].Values.Length < days) _rows[number] = (new double[days * 2], new bool[days * 2]);
        values = _rows[number].Values.AsSpan(0, days);
        read = _rows[number].Read.AsSpan(0, days);
    }

    /// <summary>A number for each day.</summary>
    public Span<int> Places(int days)
    {
        if (_places.Length < days) _places = new int[days * 2];
        return _places.AsSpan(0, days);
    }
}
