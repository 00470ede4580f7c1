using HealthScore.Domain.Accounts;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Journeys;
using HealthScore.Web.Journeys;
using HealthScore.Web.Segments;

namespace HealthScore.Web.Tests.Journeys;

public sealed class JourneyEditTests
{
    [Fact]
    public void Journey_PutOnThePageAndTakenBack_IsTheSame_AndNoChange()
    {
        var input = Input();
        var edit = Of(input);
        edit.ToInput().Should().BeEquivalentTo(input, o => o.RespectingRuntimeTypes());
        (edit.IsChanged, edit.IsSound).Should().Be((false, true));
        edit.Move(edit.Stages[0], 1);
        (edit.IsChanged, string.Join(',', edit.ToInput().Stages.Select(s => s.Name))).Should().Be((true, "Adoption,Onboarding"));
        edit.Move(edit.Stages[0], -1);
        edit.Move(edit.Stages[0], 1);
        edit.IsChanged.Should().BeFalse();
    }

    [Fact]
    public void Days_ThatAreNoNumber_AreSaidAtTheirField()
    {
        var edit = Of(Input());
        edit.Do(() => edit.Stages[0].ExpectedDays = "soon");
        edit.Do(() => edit.Stages[0].Milestones[0].DueDays = "");
        edit.IsSound.Should().BeFalse();
        edit.ProblemAt("stages[0].expected_days", "soon").Should().Contain("number of days");
        edit.ProblemAt("stages[0].milestones[0].due_days", "").Should().BeNull("nobody is told off for an empty field until they save");
        edit.IsChecked = true;
        edit.ProblemAt("stages[0].milestones[0].due_days", "").Should().Contain("number of days");
    }

    [Fact]
    public void Rule_AsksForAMilestone_ThatIsRenamed_IsToldSo()
    {
        var edit = Of(Input());
        edit.Do(() => edit.Stages[0].Milestones[0].Name = "Start");
        var question = (QuestionNode)edit.Stages[1].Entry.Root.Parts[0];
        edit.Stages[1].Entry.ProblemOf(question).Should().Contain("There is no milestone \"Kick-off\"");
        (edit.IsSound, edit.CanBeTried).Should().Be((false, false));
        question.Ask(new MilestoneSubject("Start"), AttributeKind.YesNo);
        edit.Stages[1].Entry.Touch();
        edit.IsSound.Should().BeTrue("it is a milestone of the journey as it stands on the page");
    }

    [Fact]
    public void Rule_OffersWhatASegmentMayNotAskFor()
    {
        var entry = Of(Input()).Stages[1].Entry;
        entry.Fields.Should().Contain(AccountField.Stage);
        entry.Catalogue.Stages.Should().Equal("Elsewhere", "Onboarding", "Adoption");
        new ConditionEdit(null, new()).Fields.Should().NotContain(AccountField.Stage);
    }

    private static JourneyInput Input() => new(1, 3, "Customers", "All of them", false,
    [
        new(1, "Onboarding", 90, null, [new(1, "Kick-off", true, 7, null), new(2, "Trained", false, 30, ConditionJson.Read("""{"all":[{"field":"arr","op":">","value":5}]}""").Value)]),
        new(2, "Adoption", null, ConditionJson.Read("""{"all":[{"milestone":"Kick-off","yes":true}]}""").Value, []),
    ]);

    private static JourneyEdit Of(JourneyInput input) => new(new(input, new() { Stages = ["Elsewhere"] }));
}
