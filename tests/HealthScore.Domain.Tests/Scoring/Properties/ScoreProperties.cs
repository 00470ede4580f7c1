using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Tests.Scoring.Twin;

namespace HealthScore.Domain.Tests.Scoring.Properties;

public sealed class ScoreProperties
{
    private const double Close = 1e-9;
    private static readonly ScoringMethod[] s_all = Enum.GetValues<ScoringMethod>();

    [Fact]
    public void Score_WhenAllWeightsOfAGroupAreScaled_StaysTheSame() => Drawn.Check(
        drawn =>
        {
            var scaled = drawn.Model with { Dimensions = [.. drawn.Model.Dimensions.Select((d, i) => d with { Weight = d.Weight * 3.7, Measures = [.. d.Measures.Select(m => m with { Weight = m.Weight * (i + 0.3) })] })] };
            var (one, other) = (drawn.Score(), drawn.Score(scaled));
            return AreClose(one.Unrounded, other.Unrounded) && AreClose(one.Coverage, other.Coverage) && one.Computed == other.Computed && AreClose(one.Bounds?.Low, other.Bounds?.Low);
        },
        s_all);

    [Fact]
    public void Points_EarnedAndLost_AddUpToAHundred_AndThoseEarnedToTheScore() => Drawn.Check(
        drawn =>
        {
            var result = drawn.Score();
            var measures = result.Measures.ToArray();
            return result.Unrounded is not { } score
                || (AreClose(measures.Sum(m => m.Earned), score) && AreClose(measures.Sum(m => m.Lost), 100 - score) && AreClose(measures.Sum(m => m.Weight), 1));
        },
        ScoringMethod.Weighted,
        ScoringMethod.SideBySide);

    [Fact]
    public void Score_WhenASubScoreRises_NeverFalls() => Drawn.Check(
        drawn =>
        {
            var before = drawn.Score().Unrounded;
            return drawn.Values.Keys.All(id =>
            {
                var risen = drawn with { Values = drawn.Values.ToDictionary(v => v.Key, v => v.Key == id ? Math.Min(100, v.Value + 7) : v.Value) };
                return before is null || risen.Score().Unrounded >= before - Close;
            });
        },
        s_all);

    [Fact]
    public void Score_LiesWithinItsBounds_AndCoverageBetweenNothingAndAll() => Drawn.Check(
        drawn =>
        {
            var result = drawn.Score();
            var isBounded = result.Unrounded is not { } score || (result.Bounds is { } bounds && bounds.Low <= score + Close && score <= bounds.High + Close);
            return isBounded && result.Coverage is >= 0 and <= 1 && AreClose(result.Measures.ToArray().Sum(m => m.NominalWeight), result.Bounds is null || drawn.Model.Dimensions.All(d => d.Weight == 0 || d.Measures.All(m => m.Weight == 0)) ? 0 : 1);
        },
        s_all);

    [Fact]
    public void Band_OfAnyDays_NeverMovesTheWrongWayOrTooFar() => Drawn.Check(
        drawn =>
        {
            var (held, state) = (Band.Unknown, default(BandState));
            foreach (var value in drawn.Values.Values)
            {
                var result = Given.Score(Given.Model(Given.Measure("m")), new Dictionary<string, double> { ["m"] = value }, drawn.Kind, yesterday: state);
                var thresholds = BandThresholds.Default(drawn.Kind);
                var isBetween = held == Band.Unknown || (int)result.Band >= Math.Min((int)held, (int)result.RawBand) && (int)result.Band <= Math.Max((int)held, (int)result.RawBand);
                var isNear = Math.Abs(value - thresholds.High) <= 3 || Math.Abs(value - thresholds.Middle) <= 3;
                if (!isBetween || (!isNear && result.Band != result.RawBand)) return false;
                (held, state) = (result.Band, result.Next);
            }
            return true;
        },
        ScoringMethod.Weighted);

    [Fact]
    public void Change_OfAnyTwoDays_IsTheSumOfItsTerms() => Drawn.CheckSeed(seed =>
    {
        var world = new RandomWorld(seed).Draw();
        var run = new FastRun(world);
        return World.Kinds.SelectMany(kind => run.Rows(world.Accounts[0], kind)).All(row =>
            row.Moved is not { } moved || Math.Abs(moved.Model + moved.Data + moved.Inputs.Values.Sum() + moved.Override - moved.Change) <= 0.01 + Close);
    });

    [Fact]
    public void Measures_InWhateverOrderReadingsArrive_AreTheSame() => Drawn.CheckSeed(seed =>
    {
        var world = new RandomWorld(seed).Draw();
        var account = world.Accounts[0];
        AccountReadings inOrder = new(), shuffled = new();
        var entries = account.Readings.ToArray();
        foreach (var ((metric, day), value) in entries.OrderBy(r => r.Key.Day)) inOrder.Add(metric, day.DayNumber, value);
        new Random(seed).Shuffle(entries);
        foreach (var ((metric, day), value) in entries) shuffled.Add(metric, day.DayNumber, value);
        return world.Metrics.All(m => inOrder.Series(m.Id).Days.SequenceEqual(shuffled.Series(m.Id).Days) && inOrder.Series(m.Id).Values.SequenceEqual(shuffled.Series(m.Id).Values));
    });

    [Fact]
    public void Model_WrittenAndRead_IsTheSame() => Drawn.CheckSeed(seed =>
        new RandomWorld(seed).Draw().Models.All(m => m.Versions.All(v =>
        {
            var json = ModelJson.Write(new(m.Kind, "s", null, v.Definition, v.Number, v.Published));
            var read = ModelJson.Read(json).Value!.Definition;
            return ModelJson.Write(new(m.Kind, "s", null, read, v.Number, v.Published)) == json
                && read.Measures.SequenceEqual(v.Definition.Measures) && read.Rules.SequenceEqual(v.Definition.Rules);
        })));

    private static bool AreClose(double? a, double? b) => a is null == b is null && !(Math.Abs((a ?? 0) - (b ?? 0)) > Close);
}
