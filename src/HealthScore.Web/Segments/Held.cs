namespace HealthScore.Web.Segments;

/// <summary>Something large that a page holds only while somebody works with it: it is let go a while after the last use, and read again when it is needed.</summary>
/// <param name="time">Counts it.</param>
/// <param name="keep">How long; null: two minutes.</param>
public sealed class Held<T>(TimeProvider time, TimeSpan? keep = null) : IDisposable
    where T : class
{
    private static readonly TimeSpan s_usually = TimeSpan.FromMinutes(2);

    private ITimer? _end;
    private T? _value;

    /// <summary>Null: not read yet, or let go.</summary>
    public T? Value
    {
        get
        {
            Stay();
            return _value;
        }
        set
        {
            _value = value;
            Stay();
        }
    }

    public void Dispose()
    {
        _end?.Dispose();
        _value = null;
    }

    private void Stay()
    {
        if (_value is null) return;
        _end ??= time.CreateTimer(_ => _value = null, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _end.Change(keep ?? s_usually, Timeout.InfiniteTimeSpan);
    }
}
