using HealthScore.Domain.Segments;
using static HealthScore.Domain.Tests.Segments.Asking;

namespace HealthScore.Domain.Tests.Segments;

public sealed class ConditionCheckTests
{
    [Theory]
    [InlineData("""{"metric":"logins","aggregation":"percentile","window":30,"op":">","value":50}""", "circle", "aggregation")]
    [InlineData("""{"derived":"days_in_stage","op":">","value":50}""", "circle", "derived")]
    [InlineData("""{"all":[{"derived":"milestone_delay","op":">","value":0}]}""", "circle", "all[0].derived")]
    [InlineData("""{"field":"stage","is":["Onboarding"]}""", "circle", "field")]
    [InlineData("""{"milestone":"First value","yes":true}""", "circle", "milestone")]
    [InlineData("""{"any":[]}""", "empty_group", "any")]
    [InlineData("""{"all":[{"all":[]}]}""", "empty_group", "all[0].all")]
    [InlineData("""{"attribute":"Planet","is":["Mars"]}""", "unknown_attribute", "attribute")]
    [InlineData("""{"list":"Nobody","yes":true}""", "unknown_list", "list")]
    [InlineData("""{"metric":"tickets","aggregation":"sum","window":30,"op":">","value":50}""", "unknown_metric", "metric")]
    [InlineData("""{"metric":"logins","aggregation":"sum","window":0,"op":">","value":50}""", "out_of_range", "window")]
    [InlineData("""{"field":"arr","within_next":3}""", "wrong_test", "")]
    [InlineData("""{"not":{"attribute":"Region","op":">","value":3}}""", "wrong_test", "not")]
    [InlineData("""{"field":"renewal","within_next":-1}""", "out_of_range", "within_next")]
    [InlineData("""{"attribute":"Region","is":[]}""", "no_value", "is")]
    [InlineData("""{"attribute":"Region","is":["EMEA",""]}""", "no_value", "is[1]")]
    public void WhatIsWrong_IsSaidAtItsPlace(string json, string code, string field) =>
        ConditionCheck.Of(Read(json), Catalogue).Should().Contain(e => e.Code == code && e.Field == field);

    [Fact]
    public void AJourney_MayAskForStagesAndMilestones()
    {
        var journey = Catalogue with { IsOfJourney = true, Milestones = ["First value"], Stages = ["Onboarding"] };
        ConditionCheck.Of(Read("""{"all":[{"field":"stage","known":false},{"milestone":"First value","yes":true},{"derived":"days_in_stage","op":">","value":30}]}"""), journey).Should().BeEmpty();
        ConditionCheck.Of(Read("""{"milestone":"Second value","yes":true}"""), journey).Single().Code.Should().Be("unknown_milestone");
        ConditionCheck.Of(Read("""{"field":"stage","is":["onboarding","Gone"]}"""), journey).Should().ContainSingle(e => e.Code == "unknown_stage" && e.Field == "is[1]");
    }

    [Fact]
    public void Everybody_IsAllowed_ButNotTooDeepOrTooMuch()
    {
        ConditionCheck.Of(Condition.Everybody, Catalogue).Should().BeEmpty();
        var deep = Is("Region", "EMEA");
        for (var i = 0; i < 10; i++) deep = new AllOf([deep]);
        ConditionCheck.Of(deep, Catalogue).Single().Code.Should().Be("too_deep");
        ConditionCheck.Of(new AllOf([.. Enumerable.Repeat(Is("Region", "EMEA"), 101)]), Catalogue).Single().Code.Should().Be("too_many");
    }
}
