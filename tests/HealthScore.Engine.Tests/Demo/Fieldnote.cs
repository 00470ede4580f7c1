using HealthScore.Engine.Demo;

namespace HealthScore.Engine.Tests.Demo;

/// <summary>The demo company on a fixed day, made once for all tests that only look at it.</summary>
internal static class Fieldnote
{
    public static readonly DateOnly Today = new(2026, 6, 15);

    private static readonly Lazy<IReadOnlyList<DemoAccount>> Made = new(() => [.. Generate(300).Accounts]);

    public static IReadOnlyList<DemoAccount> Accounts => Made.Value;

    public static DemoCompany Generate(int accounts) => DemoCompany.Generate(new() { Accounts = accounts, Today = Today });

    /// <summary>The sum of a metric over the days between, both included.</summary>
    public static double Sum(this DemoAccount account, short metric, int from, int to)
    {
        var sum = 0.0;
        foreach (var series in account.Series.Where(s => s.MetricId == metric))
            for (var i = 0; i < series.Days.Length; i++)
                if (series.Days[i] >= from && series.Days[i] <= to) sum += series.Values[i];
        return sum;
    }

    /// <summary>Spearman's rank correlation.</summary>
    public static double RankCorrelation(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (ranksA, ranksB, mean) = (Ranks(a), Ranks(b), (a.Count - 1) / 2.0);
        double Product(double[] x, double[] y) => x.Zip(y, (p, q) => (p - mean) * (q - mean)).Sum();
        return Product(ranksA, ranksB) / Math.Sqrt(Product(ranksA, ranksA) * Product(ranksB, ranksB));
    }

    private static double[] Ranks(IReadOnlyList<double> values)
    {
        var ranks = new double[values.Count];
        foreach (var same in Enumerable.Range(0, values.Count).OrderBy(i => values[i]).Select((i, rank) => (i, rank)).GroupBy(x => values[x.i]))
            foreach (var (i, _) in same) ranks[i] = same.Average(x => x.rank);
        return ranks;
    }
}
