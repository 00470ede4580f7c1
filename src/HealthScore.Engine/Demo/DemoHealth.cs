namespace HealthScore.Engine.Demo;

/// <summary>
/// An account's latent health by day: what nobody can see and everything follows from. A slowly wandering number per week
/// (autoregressive, with a pull towards the account's own level), moved by what happens, and squeezed between 0 and 1.
/// </summary>
internal sealed class DemoHealth
{
    private const int Before = 112;
    private const double Memory = 0.97;
    private const double Step = 0.20;

    private readonly int _first;
    private readonly double[] _weeks;

    public DemoHealth(DemoProfile profile, DemoOptions options, DemoCalendar calendar)
    {
        var random = new DemoRandom(options.Seed, profile.Number, Purpose.Health);
        _first = calendar.First - Before;
        _weeks = new double[(calendar.Today - _first) / 7 + 3];
        var wander = 0.8 * random.Normal();
        for (var i = 0; i < _weeks.Length; i++)
        {
            wander = Memory * wander + Step * random.Normal();
            _weeks[i] = profile.Health + wander;
        }
    }

    /// <summary>0 to 1.</summary>
    public double At(int day) => DemoMath.Sigmoid(Raw(day));

    /// <summary>Before the sigmoid.</summary>
    public double Raw(int day)
    {
        var (week, rest) = Math.DivRem(Math.Max(0, day - _first), 7);
        week = Math.Min(week, _weeks.Length - 2);
        return _weeks[week] + (_weeks[week + 1] - _weeks[week]) * rest / 7;
    }

    /// <summary>Mean before the sigmoid, over the days between.</summary>
    public double Mean(int from, int to)
    {
        var (sum, count) = (0.0, 0);
        for (var day = from; day <= to; day += 7, count++) sum += Raw(day);
        return sum / count;
    }

    /// <summary>Something happened on the day: a jump, forgotten by half every so many weeks.</summary>
    public void Jolt(int day, double size, double halfLife)
    {
        var keep = DemoMath.Exp(-0.6931 / halfLife);
        for (var i = Math.Max(0, (day - _first) / 7 + 1); i < _weeks.Length; i++, size *= keep) _weeks[i] += size;
    }

    /// <summary>A slope from the one day to the other, and level from there.</summary>
    public void Slide(int from, int to, double size)
    {
        for (var i = 0; i < _weeks.Length; i++)
        {
            var day = _first + 7 * i;
            if (day > from) _weeks[i] += size * Math.Min(1, (day - from) / (double)(to - from));
        }
    }

    /// <summary>Health by day from the first to the last, for those who need it often.</summary>
    public double[] ByDay(int first, int last)
    {
        var days = new double[Math.Max(0, last - first + 1)];
        for (var i = 0; i < days.Length; i++) days[i] = At(first + i);
        return days;
    }
}
