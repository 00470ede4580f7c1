namespace HealthScore.Engine.Demo;

/// <summary>What a stream of numbers is for. Each purpose has its own, so that one more draw in one place leaves all others alone.</summary>
internal enum Purpose
{
    Profile = 1,
    Health,
    Events,
    Contract,
    Journey,
    Milestones,
    Usage,
    Gauges,
    Support,
    Api,
    Training,
    Newsletter,
    Payments,
    Contacts,
    Surveys,
    Referrals,
    Pulses,
    Touches,
    Goals,
    Overrides,
    Owners,
}

/// <summary>Pseudo-random numbers that depend on seed, account and purpose alone (SplitMix64), so that accounts can be made in any order and on any thread.</summary>
internal sealed class DemoRandom(ulong seed, long account, Purpose purpose)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(Mix(Mix(seed) + (ulong)account * 0xD1B54A32D192ED03) + (ulong)purpose * 0xABC98388FB8FAC03);

    /// <summary>Below 1, from 0.</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Between the two.</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + (int)(Unit() * (high - low + 1));

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>One of the list.</summary>
    public T Of<T>(IReadOnlyList<T> list) => list[Between(0, list.Count - 1)];

    /// <summary>Mean 0, deviation 1, within ±3.5: four uniforms added up, which is near enough to a normal number here.</summary>
    public double Normal()
    {
        var bits = Bits();
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return (sum / 65535.0 - 2) * 1.7320508075688772;
    }

    /// <summary>How many of something happen when <paramref name="mean"/> are expected.</summary>
    public int Count(double mean)
    {
        if (mean <= 0) return 0;
        if (mean > 14) return Math.Max(0, (int)Math.Round(mean + Math.Sqrt(mean) * Normal()));
        var probability = DemoMath.Exp(-mean);
        var left = Unit() - probability;
        var count = 0;
        while (left > 0 && count < 60)
        {
            count++;
            probability *= mean / count;
            left -= probability;
        }
        return count;
    }

    private ulong Bits() => Mix(_state += Golden);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
