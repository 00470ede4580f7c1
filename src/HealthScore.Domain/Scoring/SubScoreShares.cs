namespace HealthScore.Domain.Scoring;

/// <summary>A stretch of sub-scores and how many accounts are in it.</summary>
/// <param name="From">The lowest sub-score of the stretch; of a step, its sub-score.</param>
/// <param name="To">Where the stretch ends (not included, save 100); of a step, its sub-score.</param>
/// <param name="Accounts">How many.</param>
public readonly record struct SubScoreShare(double From, double To, int Accounts);

/// <summary>How a curve spreads the accounts of a scope over the sub-scores.</summary>
public static class SubScoreShares
{
    /// <summary>Of points, below, between and above the model's thresholds; of steps and of pass, step by step in the order of the values.</summary>
    public static IReadOnlyList<SubScoreShare> Of(Curve curve, BandThresholds thresholds, ScopeColumn column)
    {
        switch (curve)
        {
            case BandsCurve bands:
                var steps = new int[bands.Values.Count];
                foreach (var value in column.Present.Values) steps[bands.StepOf(value)]++;
                return [.. steps.Select((n, i) => new SubScoreShare(bands.Values[i], bands.Values[i], n))];
            case PassCurve pass:
                var passing = column.Present.Values.Count(v => pass.Map(v) > 0);
                return [new(0, 0, column.Present.Count - passing), new(100, 100, passing)];
            default:
                double[] from = [0, thresholds.Middle, thresholds.High, 100];
                var counts = new int[3];
                foreach (var value in column.Present.Values)
                {
                    var subScore = curve.Map(value);
                    counts[subScore >= thresholds.High ? 2 : subScore >= thresholds.Middle ? 1 : 0]++;
                }

                return [.. counts.Select((n, i) => new SubScoreShare(from[i], from[i + 1], n))];
        }
    }
}
