using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Weights of one group (the dimensions of a model, the measures of a dimension) as percentages that always add up to 100. Only the ratio of weights matters, so nothing is lost.</summary>
public static class WeightShares
{
    private const int Whole = 1000;

    /// <summary>Each weight in percent of the group, not rounded; all 0 when the group has no weight.</summary>
    public static IReadOnlyList<double> Of(IReadOnlyList<double> weights)
    {
        var sum = weights.Sum();
        return [.. weights.Select(w => sum > 0 ? w / sum * 100 : 0)];
    }

    /// <summary>The largest share, in percent, that one of them may take while the locked others keep theirs.</summary>
    public static double Largest(IReadOnlyList<double> weights, int index, IReadOnlySet<int> locked)
    {
        var tenths = Tenths(weights, Whole);
        return (Whole - tenths.Where((_, i) => i != index && locked.Contains(i)).Sum()) / 10.0;
    }

    /// <summary>The group after one share was set: locked others stay, the rest shares what remains in the ratio it had (evenly, when it had none). In tenths of a percent, adding up to exactly 100.</summary>
    /// <param name="weights">The weights before, ≥ 0.</param>
    /// <param name="index">Which is set.</param>
    /// <param name="share">To how many percent; brought within 0 and <see cref="Largest"/>.</param>
    /// <param name="locked">Which others keep their share. When none is left to give way, nothing changes.</param>
    public static IReadOnlyList<double> Set(IReadOnlyList<double> weights, int index, double share, IReadOnlySet<int> locked)
    {
        var tenths = Tenths(weights, Whole);
        var free = Enumerable.Range(0, tenths.Length).Where(i => i != index && !locked.Contains(i)).ToList();
        if (free.Count > 0)
        {
            var room = tenths[index] + free.Sum(i => tenths[i]);
            tenths[index] = (int)Math.Round(Math.Clamp(share * 10, 0, room), MidpointRounding.AwayFromZero);
            var others = Tenths([.. free.Select(i => weights[i])], room - tenths[index]);
            for (var i = 0; i < free.Count; i++) tenths[free[i]] = others[i];
        }

        return [.. tenths.Select(t => t / 10.0)];
    }

    // Largest remainder: each gets its whole tenths, then those with the largest rest get one more until nothing is left.
    private static int[] Tenths(IReadOnlyList<double> weights, int total)
    {
        var sum = weights.Sum();
        var exact = weights.Select(w => sum > 0 ? w / sum * total : (double)total / weights.Count).ToArray();
        var tenths = exact.Select(x => (int)Math.Floor(Rounding.Tidy(x))).ToArray();
        var owing = Enumerable.Range(0, tenths.Length).OrderByDescending(i => Rounding.Tidy(exact[i] - tenths[i])).Take(total - tenths.Sum());
        foreach (var i in owing) tenths[i]++;
        return tenths;
    }
}
