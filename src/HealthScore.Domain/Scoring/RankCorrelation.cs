namespace HealthScore.Domain.Scoring;

/// <summary>Spearman's rank correlation: whether two measures order accounts alike, whatever their scales and curves.</summary>
public static class RankCorrelation
{
    /// <summary>Of the accounts that have both values, with equal values sharing their mean rank; null below the fewest accounts, and when one of the two does not vary.</summary>
    /// <param name="a">The one, account by account; NaN: no value.</param>
    /// <param name="b">The other, of the same accounts.</param>
    /// <param name="fewest">Accounts with both that it takes.</param>
    /// <param name="most">Of more accounts, evenly spread ones are taken.</param>
    public static double? Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int fewest, int most)
    {
        List<double> first = [], second = [];
        var step = Math.Max(1, a.Length / most);
        for (var i = 0; i < a.Length; i += step)
        {
            if (double.IsNaN(a[i]) || double.IsNaN(b[i])) continue;
            first.Add(a[i]);
            second.Add(b[i]);
        }

        return first.Count < fewest ? null : Pearson(Ranks([.. first]), Ranks([.. second]));
    }

    private static double[] Ranks(double[] values)
    {
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(values, order);
        var ranks = new double[values.Length];
        for (int from = 0, to; from < values.Length; from = to)
        {
            for (to = from + 1; to < values.Length && values[to] == values[from];) to++;
            for (var i = from; i < to; i++) ranks[order[i]] = (from + to - 1) / 2.0;
        }

        return ranks;
    }

    private static double? Pearson(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average(), ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i] - meanA, b[i] - meanB);
            (ab, aa, bb) = (ab + (x * y), aa + (x * x), bb + (y * y));
        }

        return aa > 0 && bb > 0 ? ab / Math.Sqrt(aa * bb) : null;
    }
}
