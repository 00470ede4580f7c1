namespace HealthScore.Benchmarks.Workloads;

/// <summary>Numbers that look random and depend on their arguments alone (SplitMix64), so that every machine measures the same work.</summary>
internal static class Chance
{
    private const ulong Seed = 0x5EED_2026;
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    /// <summary>64 bits for a subject and a purpose.</summary>
    public static ulong Of(long subject, int purpose) =>
        Mix(Mix(Seed + (ulong)subject * 0xD1B5_4A32_D192_ED03) + (ulong)purpose * 0xABC9_8388_FB8F_AC03);

    /// <summary>The bits of a series on a day.</summary>
    public static ulong Of(ulong series, int day) => Mix(series + (ulong)day * Golden);

    private static ulong Mix(ulong z)
    {
        z += Golden;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
