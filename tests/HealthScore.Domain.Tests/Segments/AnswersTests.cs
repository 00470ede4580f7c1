using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using static HealthScore.Domain.Tests.Segments.Asking;

namespace HealthScore.Domain.Tests.Segments;

public sealed class AnswersTests
{
    [Theory]
    [InlineData("""{"field":"arr","op":">=","value":84000}""", true)]
    [InlineData("""{"field":"arr","op":">","value":84000}""", false)]
    [InlineData("""{"field":"name","contains":["bank","school"]}""", true)]
    [InlineData("""{"field":"name","starts_with":["bank"]}""", false)]
    [InlineData("""{"field":"external_id","is":["a-1"]}""", true)]
    [InlineData("""{"field":"owner","is":["ANA@example.org"]}""", true)]
    [InlineData("""{"field":"churned","known":true}""", false)]
    [InlineData("""{"field":"churned","known":false}""", true)]
    [InlineData("""{"attribute":"region","is":["APAC","emea"]}""", true)]
    [InlineData("""{"attribute":"Sites","op":"=","value":3}""", true)]
    [InlineData("""{"attribute":"Signed","on_or_after":"2024-01-31"}""", true)]
    [InlineData("""{"attribute":"Signed","on_or_before":"2024-01-30"}""", false)]
    [InlineData("""{"attribute":"Beta","yes":true}""", true)]
    [InlineData("""{"attribute":"Beta","yes":false}""", false)]
    [InlineData("""{"list":"Lighthouse","yes":true}""", true)]
    [InlineData("""{"list":"Lighthouse","yes":false}""", false)]
    [InlineData("""{"metric":"logins","aggregation":"mean","window":30,"op":"<","value":5}""", true)]
    [InlineData("""{"derived":"nps","window":90,"known":false}""", true)]
    public void Question_IsAnsweredByTheAccount(string json, bool holds) => Read(json).Holds(Acme).Should().Be(holds);

    [Theory]
    [InlineData("within_next", 35, true)]
    [InlineData("within_next", 34, false)]
    [InlineData("more_than_ahead", 34, true)]
    [InlineData("more_than_ahead", 35, false)]
    [InlineData("within_last", 365, false)]
    [InlineData("more_than_ago", 0, false)]
    public void Near_CountsBothEnds(string match, int days, bool holds) =>
        Read($$"""{"field":"renewal","{{match}}":{{days}}}""").Holds(Acme).Should().Be(holds);

    [Theory]
    [InlineData("within_last", 400, true)]
    [InlineData("within_last", 399, false)]
    [InlineData("more_than_ago", 399, true)]
    [InlineData("more_than_ago", 400, false)]
    public void Near_OfThePast_CountsBothEnds(string match, int days, bool holds) =>
        Read($$"""{"field":"start","{{match}}":{{days}}}""").Holds(Acme).Should().Be(holds);

    [Fact]
    public void Near_OfToday_IsWithinBothAndBeyondNeither()
    {
        var today = new ConditionFacts { Day = Today, Renewal = Today };
        Enum.GetValues<NearMatch>().Where(m => Field(AccountField.Renewal, new NearTest(m, 0)).Holds(today)).Should().Equal(NearMatch.WithinNext, NearMatch.WithinLast);
    }

    [Fact]
    public void Unknown_PassesNoTestButTheOneForIt_AndItsNegationHolds()
    {
        var below = Measure(Nps, new NumberTest(Comparison.Less, 5));
        below.Holds(Acme).Should().BeFalse();
        Measure(Nps, new NumberTest(Comparison.AtLeast, 5)).Holds(Acme).Should().BeFalse();
        new Not(below).Holds(Acme).Should().BeTrue();
    }

    [Fact]
    public void Groups_FollowLogic()
    {
        Condition yes = Arr(Comparison.Greater, 1), no = Arr(Comparison.Less, 1);
        new AllOf([yes, no]).Holds(Acme).Should().BeFalse();
        new AnyOf([no, yes]).Holds(Acme).Should().BeTrue();
        new AllOf([yes, new Not(no)]).Holds(Acme).Should().BeTrue();
        Condition.Everybody.Holds(Acme).Should().BeTrue();
    }

    [Fact]
    public void Explain_AnswersEveryQuestionWithWhatIsKnown()
    {
        var why = new AnyOf([Arr(Comparison.Less, 1), new Not(Is("Region", "EMEA")), Measure(Nps, new KnownTest(true))]).Explain(Acme);
        why.Holds.Should().BeFalse();
        why.Parts.Select(p => p.Holds).Should().Equal(false, false, false);
        why.Parts[0].Actual.Should().Be(AttributeValue.Of(84000.0));
        why.Parts[1].Parts.Single().Should().BeEquivalentTo(new { Holds = true, Actual = AttributeValue.Of("EMEA") });
        why.Parts[2].Actual.Should().BeNull();
    }

    [Fact]
    public void AMeasureThatNobodyTook_IsABug()
    {
        var ask = () => Measure(new MetricSource("tickets", Aggregation.Sum, 7), new KnownTest(true)).Holds(Acme);
        ask.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Place_TakesTheFirstThatMatches_AndHandFilledOnesByWhatWasGiven()
    {
        var order = new SegmentOrder(
        [
            new() { Id = 3, Name = "Everybody else", Position = 2, Condition = Condition.Everybody },
            new() { Id = 1, Name = "Strategic", Position = 0, Condition = Arr(Comparison.AtLeast, 100000) },
            new() { Id = 2, Name = "Partners", Position = 1 },
        ]);
        order.Place(Acme, given: 2).Should().Be(2);
        order.Place(Acme, given: null).Should().Be(3);
        order.Place(Acme, given: 1).Should().Be(3, "a condition decides, whatever a file says");
        order.Place(new() { Day = Today, Arr = 100000 }, given: 2).Should().Be(1);
        new SegmentOrder([new() { Id = 2, Name = "Partners" }]).Place(Acme, given: 9).Should().BeNull();
    }
}
