using HealthScore.Domain.Primitives;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using static HealthScore.Domain.Tests.Scoring.Given;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class WhyItMovedTests
{
    private static readonly ModelDefinition s_model = Model(Dimension("Use", 3, Measure("a", 2), Measure("b")), Dimension("Value", 1, Measure("c")));

    [Fact]
    public void Explain_WhenDataIsLost_TellsItFromInputs()
    {
        var why = Explain(s_model, "a=80 b=50 c=40", s_model, "a=90 c=40")!;
        (why.Change, why.Model, why.Data, why.Override).Should().Be((15, 0, 7.5, 0));
        why.Inputs.Should().Equal(new InputTerm("a", 7.5), new InputTerm("c", 0));
        why.Sum.Should().Be(15);
    }

    [Fact]
    public void Explain_UnderANewVersion_ScoresTheOldValuesByIt()
    {
        var steeper = Model(Measure("a") with { Curve = new PointsCurve(new(0, 5), new(95, 100)) });
        var why = Explain(Model(Measure("a")), "a=66", steeper, "a=65", newVersion: true)!;
        (why.Change, why.Model, why.Data).Should().Be((4, 5, 0));
        why.Inputs.Should().Equal(new InputTerm("a", -1));
    }

    [Fact]
    public void Explain_UnderANewVersion_KnowsARenamedMeasureByWhatItMeasures()
    {
        var renamed = Model(Measure("a") with { Id = "z" });
        Explain(Model(Measure("a")), "a=66", renamed, "a=65", newVersion: true)!.Inputs.Should().Equal(new InputTerm("z", -1));
    }

    [Fact]
    public void Explain_WithAMeasureThatWasNotStored_ReadsItAsOfTheEarlierDay()
    {
        var why = Explain(Model(Measure("a")), "a=60", Model(Measure("a"), Measure("b")), "a=60 b=30", newVersion: true, asOfBefore: _ => MeasureValue.Of(40))!;
        (why.Change, why.Model).Should().Be((-15, -10));
        why.Inputs.Should().Equal(new InputTerm("a", 0), new InputTerm("b", -5));
    }

    [Fact]
    public void Explain_WhenNothingOfTheEarlierDayCounts_HasNoModelTerm()
    {
        var why = Explain(Model(Measure("a")), "a=60", Model(Measure("b")), "b=30", newVersion: true)!;
        (why.Change, why.Model, why.Data).Should().Be((-30, 0, -30));
    }

    [Fact]
    public void Explain_UnderANewVersion_IgnoresItsGates()
    {
        var strict = Model(Measure("a"), Measure("b", missing: MissingPolicy.Required)) with { MinCoverage = 1 };
        Explain(Model(Measure("a")), "a=60", strict, "a=60 b=80", newVersion: true)!.Model.Should().Be(0);
    }

    [Fact]
    public void Explain_OfAllOrNone_HasNoInputs()
    {
        var model = Model(Measure("a")) with { Method = ScoringMethod.AllOrNone };
        var why = Explain(model, "a=60", model, "a=100")!;
        why.Inputs.Should().BeEmpty();
        why.Data.Should().Be(100);
    }

    [Fact]
    public void Explain_WithoutAComputedScoreOnBothDays_SplitsNothing()
    {
        Explain(s_model, "", s_model, "a=90 c=40").Should().BeNull();
        Explain(s_model, "a=90 c=40", s_model, "").Should().BeNull();
    }

    [Fact]
    public void Explain_WithARule_PutsItIntoTheOverrideTerm()
    {
        var ruled = Model(Measure("a")) with { Rules = [new() { MeasureId = "a", Comparison = Comparison.Less, Value = 50, IsCap = false, Limit = 45 }] };
        var why = Explain(ruled, "a=60", ruled, "a=30")!;
        (why.Change, why.Override).Should().Be((-15, 15));
    }

    private static WhyItMoved? Explain(
        ModelDefinition first, string before, ModelDefinition second, string after, bool newVersion = false, Func<MeasureSource, MeasureValue>? asOfBefore = null) =>
        WhyItMoved.Explain(
            ScoreRecord.Of(Score(first, before)), ScoreRecord.Of(Score(second, after, versionId: newVersion ? 2 : 1)), ScoreKind.Health, second, asOfBefore);
}
