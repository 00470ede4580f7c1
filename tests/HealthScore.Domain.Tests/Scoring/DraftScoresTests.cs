using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Tests.Scoring.Properties;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class DraftScoresTests
{
    [Fact]
    public void Scores_OfAnyDraft_AreThoseOfItsFirstDayAsAVersion() => Drawn.Check(
        drawn =>
        {
            var model = drawn.Model with
            {
                MinCoverage = 0.4,
                Rules = [new() { MeasureId = "m0", Comparison = Comparison.Greater, Value = 60, IsCap = true, Limit = 55 }, new() { MeasureId = "m0", Comparison = Comparison.Less, Value = 20, IsCap = false, Limit = 45 }],
            };
            var (slow, scope) = (Given.Score(model, drawn.Values, drawn.Kind), Scopes.Of(model, [[.. model.Measures.Select(m => drawn.Values.GetValueOrDefault(m.Id, double.NaN))]]));
            var fast = DraftScores.Of(drawn.Kind, model, scope);
            return fast.Scores[0] == slow.Published && fast.Bands[0] == slow.Band;
        },
        Enum.GetValues<ScoringMethod>());

    [Fact]
    public void Bands_SumAccountsAndArr_OverridesAndRiskEventsIncluded()
    {
        var model = Given.Model(Given.Measure("a")) with { Rules = [new() { RiskEvent = "champion_left", IsCap = true, Limit = 60 }] };
        var scope = Scopes.Of(model, [[90], [90], [50], [10], [double.NaN], [20]]);
        scope.RiskEvents["champion_left"][1] = true;
        ((ManualOverride?[])scope.Manual)[5] = new() { Band = Band.Green, Score = 80, Reason = "", By = "" };
        var draft = DraftScores.Of(ScoreKind.Health, model, scope);
        draft.Scores.Should().Equal(90, 60, 50, 10, null, 80);
        draft.ByBand.Should().Equal(new DraftBand(Band.Red, 1, 100), new DraftBand(Band.Yellow, 2, 200), new DraftBand(Band.Green, 2, 200), new DraftBand(Band.Unknown, 1, 100));

        DraftScores.Of(ScoreKind.Health, model with { Bands = new(85, 55), Rules = [] }, scope).ByBand.Select(b => b.Accounts).Should().Equal(2, 0, 3, 1);
    }

    [Fact]
    public void Scope_Covers_WhatItMeasured_HoweverTheDraftPutsItTogether()
    {
        var model = Given.Model(Given.Measure("a"), Given.Measure("b"));
        var scope = Scopes.Of(model, []);
        scope.Covers(Given.Model(Given.Dimension("X", 3, Given.Measure("b", 7) with { Id = "other" }))).Should().BeTrue();
        scope.Covers(Given.Model(Given.Measure("c"))).Should().BeFalse();
        scope.Covers(model with { Rules = [new() { RiskEvent = "champion_left", IsCap = true }] }).Should().BeFalse();
    }

    [Fact]
    public void SubScores_AreSharedOutByThresholdsStepsAndPass()
    {
        var model = Given.Model(Given.Measure("a"));
        var column = Scopes.Of(model, [[10], [40], [69.9], [70], [100], [double.NaN]]).Columns[model.Measures.Single().Source];
        var thresholds = BandThresholds.Default(ScoreKind.Health);
        SubScoreShares.Of(model.Measures.Single().Curve, thresholds, column).Should().Equal(new SubScoreShare(0, 40, 1), new SubScoreShare(40, 70, 2), new SubScoreShare(70, 100, 2));
        SubScoreShares.Of(new BandsCurve([40, 70], [100, 50, 0]), thresholds, column).Should().Equal(new SubScoreShare(100, 100, 1), new SubScoreShare(50, 50, 2), new SubScoreShare(0, 0, 2));
        SubScoreShares.Of(new PassCurve(40, LowerIsBetter: true), thresholds, column).Should().Equal(new SubScoreShare(0, 0, 3), new SubScoreShare(100, 100, 2));
        (column.Coverage, column.Present.Quantile(0.5), column.Present.Quantile(0), column.Present.Quantile(1)).Should().Be((5 / 6.0, (double?)69.9, (double?)10, (double?)100));
        column.Present.In(10, 100, 3).Should().Equal(1, 2, 2);
    }
}
