namespace HealthScore.Benchmarks.Databases;

/// <summary>A clock that runs as fast as any other, from a moment that is set: the workload's days are always the same ones.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan _shift;

    /// <summary>Makes it early morning of a day.</summary>
    public void SetDay(DateOnly day) => _shift = new DateTimeOffset(day, new TimeOnly(2, 30), TimeSpan.Zero) - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}
