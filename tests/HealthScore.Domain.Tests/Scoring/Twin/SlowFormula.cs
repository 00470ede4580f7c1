using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring.Twin;

/// <summary>Sections 3 and 4 of the contract, plainly. Null stands for what there is not.</summary>
internal sealed class SlowFormula(ScoreKind kind, ModelDefinition model)
{
    public static decimal SubScore(Curve curve, decimal x)
    {
        switch (curve)
        {
            case PointsCurve c:
                var points = c.Points.Select(p => (X: (decimal)p.X, Y: (decimal)p.Y)).ToList();
                if (x <= points[0].X) return points[0].Y;
                if (x >= points[^1].X) return points[^1].Y;
                var i = points.FindIndex(p => p.X > x);
                var (a, b) = (points[i - 1], points[i]);
                return a.Y + ((b.Y - a.Y) * (x - a.X) / (b.X - a.X));
            case BandsCurve c:
                return (decimal)c.Values[c.Thresholds.Count(t => (decimal)t <= x)];
            case PassCurve c:
                return (c.LowerIsBetter ? x <= (decimal)c.Threshold : x >= (decimal)c.Threshold) ? 100 : 0;
            default:
                throw new NotSupportedException();
        }
    }

    public static decimal? Fill(MissingPolicy policy) => policy switch { MissingPolicy.Neutral => 50, MissingPolicy.Zero => 0, _ => null };

    public IReadOnlyDictionary<string, decimal> Nominal()
    {
        var all = model.Dimensions.Where(d => d.Measures.Any(m => m.Weight > 0)).Sum(d => (decimal)d.Weight);
        return model.Dimensions.SelectMany(d => d.Measures.Select(m => (m.Id, Weight: Share(Share((decimal)d.Weight, all) * (decimal)m.Weight, d.Measures.Sum(o => (decimal)o.Weight))))).ToDictionary(x => x.Id, x => x.Weight);
    }

    /// <summary>A dimension's score over what counts.</summary>
    public decimal? DimensionScore(Dimension dimension, IReadOnlyDictionary<string, decimal?> counting)
    {
        if (model.Method == ScoringMethod.AllOrNone) return null;
        var counted = dimension.Measures.Where(m => counting[m.Id] is not null).ToList();
        var weight = counted.Sum(m => (decimal)m.Weight);
        return weight == 0 ? null : counted.Sum(m => (decimal)m.Weight * counting[m.Id]!.Value) / weight;
    }

    /// <summary>The score from sub-scores of those present, gates left aside; the others by their policy.</summary>
    public decimal? Score(IReadOnlyDictionary<string, decimal?> present)
    {
        if (model.Method == ScoringMethod.AllOrNone) return AllOrNone(present);
        var counting = Counting(present);
        var scores = model.Dimensions.Select(d => (Dimension: d, Score: DimensionScore(d, counting))).Where(d => d.Score is not null).ToList();
        if (model.Method == ScoringMethod.SideBySide) return scores.Count == 0 ? null : scores.Single(d => d.Dimension == Giving(counting)).Score;
        var all = scores.Sum(d => (decimal)d.Dimension.Weight);
        return all == 0 ? null : scores.Sum(d => (decimal)d.Dimension.Weight * d.Score!.Value) / all;
    }

    public IReadOnlyDictionary<string, decimal?> Counting(IReadOnlyDictionary<string, decimal?> present) =>
        model.Measures.ToDictionary(m => m.Id, m => present[m.Id] ?? Fill(m.Missing));

    public decimal? Weight(string id, IReadOnlyDictionary<string, decimal?> counting)
    {
        if (model.Method == ScoringMethod.AllOrNone || counting[id] is null) return null;
        var dimension = model.Dimensions.Single(d => d.Measures.Any(m => m.Id == id));
        var inside = Share((decimal)dimension.Measures.Single(m => m.Id == id).Weight, dimension.Measures.Where(m => counting[m.Id] is not null).Sum(m => (decimal)m.Weight));
        if (model.Method == ScoringMethod.SideBySide) return dimension == Giving(counting) ? inside : 0;
        var all = model.Dimensions.Where(d => DimensionScore(d, counting) is not null).Sum(d => (decimal)d.Weight);
        return Share((decimal)dimension.Weight, all) * inside;
    }

    public decimal Coverage(IReadOnlyDictionary<string, decimal?> present) => Nominal().Where(n => present[n.Key] is not null).Sum(n => n.Value);

    public (decimal? Low, decimal? High) Bounds(IReadOnlyDictionary<string, decimal?> present) => (ScoreIf(present, 0), ScoreIf(present, 100));

    private decimal? ScoreIf(IReadOnlyDictionary<string, decimal?> present, decimal missing) =>
        Score(present.ToDictionary(p => p.Key, p => (decimal?)(p.Value ?? missing)));

    // The dimension that gives the score when they stand side by side.
    private Dimension? Giving(IReadOnlyDictionary<string, decimal?> counting)
    {
        var scores = model.Dimensions.Where(d => DimensionScore(d, counting) is not null).Select(d => (Dimension: d, Score: Math.Round(DimensionScore(d, counting)!.Value, 9, MidpointRounding.AwayFromZero))).ToList();
        if (scores.Count == 0) return null;
        var worst = kind == ScoreKind.Risk ? scores.Max(d => d.Score) : scores.Min(d => d.Score);
        return scores.First(d => d.Score == worst).Dimension;
    }

    private decimal? AllOrNone(IReadOnlyDictionary<string, decimal?> present)
    {
        var nominal = Nominal();
        var judged = model.Measures.Where(m => nominal[m.Id] > 0 && (present[m.Id] is not null || m.Missing is MissingPolicy.Neutral or MissingPolicy.Zero)).ToList();
        if (judged.Count == 0) return null;
        return judged.All(m => Math.Round(present[m.Id] ?? -1, 15) >= (decimal)m.Target) ? 100 : 0;
    }

    private static decimal Share(decimal part, decimal whole) => whole == 0 ? 0 : part / whole;
}
