using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Accounts of one band under a draft.</summary>
/// <param name="Band">Which.</param>
/// <param name="Accounts">How many.</param>
/// <param name="Arr">Their annual recurring revenue.</param>
public readonly record struct DraftBand(Band Band, int Accounts, double Arr);

/// <summary>
/// The scores that a draft would give the accounts of its scope, made from what was measured of them: as they would be on its first
/// day as a version, when bands follow the thresholds alone (scoring contract, section 5).
/// </summary>
public sealed class DraftScores
{
    private DraftScores(double?[] scores, Band[] bands, IReadOnlyList<DraftBand> byBand) => (Scores, Bands, ByBand) = (scores, bands, byBand);

    /// <summary>Account by account, after rules and overrides; null: unknown.</summary>
    public IReadOnlyList<double?> Scores { get; }

    /// <summary>The band of each.</summary>
    public IReadOnlyList<Band> Bands { get; }

    /// <summary>How many accounts are red, yellow, green and unknown, in this order.</summary>
    public IReadOnlyList<DraftBand> ByBand { get; }

    /// <summary>Scores a scope.</summary>
    /// <param name="kind">The kind of score.</param>
    /// <param name="definition">The draft; what it measures must have been measured (<see cref="MeasuredScope.Covers"/>), and it must have passed <see cref="ModelValidator"/>.</param>
    /// <param name="scope">What was measured.</param>
    public static DraftScores Of(ScoreKind kind, ModelDefinition definition, MeasuredScope scope)
    {
        var formula = ScoreFormula.Of(kind, definition);
        var rules = new RuleBook(kind, definition);
        var thresholds = definition.Bands ?? BandThresholds.Default(kind);
        ScopeColumn[] columns = [.. definition.Measures.Select(m => scope.Columns[m.Source])];
        var events = definition.Rules.Select((r, i) => (At: i, r.RiskEvent)).Where(r => r.RiskEvent is not null).Select(r => (r.At, IsOpen: scope.RiskEvents[r.RiskEvent!])).ToList();
        var (scores, bands, holding) = (new double?[scope.Accounts], new Band[scope.Accounts], new List<int>());
        Span<double> values = stackalloc double[columns.Length], present = stackalloc double[columns.Length], counting = stackalloc double[columns.Length];
        Span<double> weights = stackalloc double[columns.Length], dimensions = stackalloc double[formula.DimensionCount];
        for (var a = 0; a < scores.Length; a++)
        {
            for (var j = 0; j < columns.Length; j++) present[j] = formula.SubScore(j, values[j] = columns[j].Values[a]);
            formula.Count(present, counting);
            var score = formula.Score(counting, dimensions, weights);
            holding.Clear();
            foreach (var (at, isOpen) in events)
                if (isOpen[a])
                    holding.Add(at);
            var after = rules.Apply(formula.IsKnown(score, values, formula.Coverage(values)) ? Rounding.Score(score) : null, values, holding);
            scores[a] = scope.Manual[a]?.Score ?? after;
            bands[a] = scope.Manual[a]?.Band ?? (after is { } s ? thresholds.RawBand(kind, s) : Band.Unknown);
        }

        return new(scores, bands, Sums(bands, scope));
    }

    private static List<DraftBand> Sums(Band[] bands, MeasuredScope scope)
    {
        var (accounts, arr) = (new int[4], new double[4]);
        for (var a = 0; a < bands.Length; a++)
        {
            accounts[(int)bands[a]]++;
            arr[(int)bands[a]] += scope.Arr[a];
        }

        return [.. new[] { Band.Red, Band.Yellow, Band.Green, Band.Unknown }.Select(b => new DraftBand(b, accounts[(int)b], arr[(int)b]))];
    }
}
