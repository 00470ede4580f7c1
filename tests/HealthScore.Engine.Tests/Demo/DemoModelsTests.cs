using HealthScore.Domain.Scoring;
using HealthScore.Engine.Demo;

namespace HealthScore.Engine.Tests.Demo;

/// <summary>The demo's models fit its customers: colours are believable, and the scores tell who will leave, though not with certainty.</summary>
public sealed class DemoModelsTests
{
    private static readonly DateOnly Yesterday = Fieldnote.Today.AddDays(-1);
    private static readonly Lazy<DemoScorer> Scorer = new(() => new(Fieldnote.Generate(300)));
    private static readonly Lazy<List<DemoScore>> Now = new(() => Scorer.Value.Score(Yesterday));

    [Theory]
    [InlineData(Band.Green, 55, 68)]
    [InlineData(Band.Yellow, 18, 30)]
    [InlineData(Band.Red, 8, 16)]
    [InlineData(Band.Unknown, 1, 5)]
    public void Health_Now_IsBelievable(Band band, double least, double most) => Share(ScoreKind.Health, band, Now.Value).Should().BeInRange(least, most);

    [Theory]
    [InlineData("2026-01-08")]
    [InlineData("2026-08-30")]
    public void Health_AfterASeasonalDip_IsStillBelievable(string today)
    {
        var day = DateOnly.Parse(today, null);
        var scores = new DemoScorer(DemoCompany.Generate(new() { Today = day })).Score(day.AddDays(-1));
        Share(ScoreKind.Health, Band.Green, scores).Should().BeInRange(48, 68);
        Share(ScoreKind.Health, Band.Red, scores).Should().BeInRange(7, 18);
    }

    [Theory]
    [InlineData(ScoreKind.Risk)]
    [InlineData(ScoreKind.Expansion)]
    public void RiskAndExpansion_Now_HaveEveryBand(ScoreKind kind)
    {
        foreach (var band in (Band[])[Band.Green, Band.Yellow, Band.Red]) Share(kind, band, Now.Value).Should().BeInRange(5, 70);
    }

    [Fact]
    public void Csm_HasCustomersInEveryColour()
    {
        var csm = Fieldnote.Generate(300).Owners.Single(o => o.Email == DemoUsers.All[0].Email).Id;
        var portfolio = Now.Value.Where(s => s.Kind == ScoreKind.Health && s.Account.States[^1].OwnerId == csm).ToList();
        portfolio.Count(s => s.Band == Band.Red).Should().BeGreaterThan(1);
        portfolio.Select(s => s.Band).Should().Contain(Band.Yellow).And.Contain(Band.Green);
    }

    [Fact]
    public void EveryPointOfACurve_IsANumberThatPeopleWrite() =>
        Fieldnote.Generate(1).Models.SelectMany(m => m.Versions).SelectMany(v => v.Definition.Dimensions).SelectMany(d => d.Measures).Select(m => m.Curve).OfType<PointsCurve>()
            .SelectMany(c => c.Points).Should().NotBeEmpty().And.OnlyContain(p => p.X.ToString(System.Globalization.CultureInfo.InvariantCulture).Length <= 6);

    [Fact]
    public void EveryModel_ScoresSomebody() =>
        Now.Value.Select(s => s.Model).Distinct().Should().BeEquivalentTo(Fieldnote.Generate(1).Models.Select(m => m.Name));

    [Fact]
    public void EveryMeasure_IsPresentForSomebody()
    {
        foreach (var model in Now.Value.GroupBy(s => s.Model))
            for (var i = 0; i < model.First().SubScores.Count; i++)
                model.Should().Contain(s => s.SubScores[i] != null, $"measure {i} of {model.Key}");
    }

    [Fact]
    public void Account_WithoutAnyData_HasNoHealthScore() =>
        Now.Value.Where(s => s.Kind == ScoreKind.Health && s.Account.Series.Count == 0).Should().NotBeEmpty().And.OnlyContain(s => s.Band == Band.Unknown);

    [Theory]
    [InlineData(ScoreKind.Health, 0.74, 0.88)]
    [InlineData(ScoreKind.Risk, 0.76, 0.92)]
    public void Scores_TellWhoLeavesWithinNinetyDays_ThoughNotForCertain(ScoreKind kind, double least, double most)
    {
        var panel = Enumerable.Range(3, 12).Select(m => Fieldnote.Today.AddDays(-30 * m))
            .SelectMany(day => Scorer.Value.Score(day).Where(s => s.Kind == kind && s.Score != null).Select(s => (Score: s.Score!.Value, Leaves: s.Account.Account.Churned <= day.AddDays(90)))).ToList();
        var leavers = panel.Where(p => p.Leaves).ToList();
        var area = leavers.Average(l => panel.Where(p => !p.Leaves).Average(s => s.Score > l.Score ? 1.0 : s.Score == l.Score ? 0.5 : 0));
        (kind == ScoreKind.Health ? area : 1 - area).Should().BeInRange(least, most);
    }

    [Fact]
    public void Rules_HoldForSomebody()
    {
        var open = Fieldnote.Accounts.Where(a => a.Account.Churned is null).SelectMany(a => a.RiskEvents).Where(e => e.IsOpen(Yesterday)).Select(e => e.Type);
        open.Should().Contain("champion_left").And.Contain("payment_failed").And.Contain("merger");
    }

    [Fact]
    public void Models_MayBePublishedAndStayWithinEightMeasures()
    {
        var company = Fieldnote.Generate(1);
        foreach (var model in company.Models)
            foreach (var version in model.Versions)
            {
                version.Definition.Measures.Count().Should().BeInRange(5, 8, model.Name);
                version.Definition.Dimensions.Should().HaveCount(4);
                ModelValidator.Check(version.Definition, company.Metrics.ToDictionary(m => m.Key)).Should().BeEmpty(model.Name);
            }
    }

    [Fact]
    public void StandardModel_HasASecondVersionOfSomeMonthsAgo()
    {
        var versions = Fieldnote.Generate(1).Models[0].Versions;
        versions.Select(v => v.Number).Should().Equal(1, 2);
        versions[0].Published.Should().Be(Fieldnote.Today.AddMonths(-18));
        versions[1].Published.Should().BeBefore(Fieldnote.Today.AddMonths(-3)).And.BeAfter(Fieldnote.Today.AddMonths(-9));
    }

    private static double Share(ScoreKind kind, Band band, List<DemoScore> scores)
    {
        var ofKind = scores.Where(s => s.Kind == kind).ToList();
        return 100.0 * ofKind.Count(s => s.Band == band) / ofKind.Count;
    }
}
