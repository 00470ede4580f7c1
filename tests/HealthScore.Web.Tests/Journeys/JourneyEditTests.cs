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
        edit.Check();
        edit.ProblemAt("stages[0].milestones[0].due_days", "").Should().Contain("number of days");
    }

    [Fact]
    public void Rule_GoesOnAskingForWhatIsRenamed_LetterByLetter_UnlessTheNameIsAnothers()
    {
        var edit = Of(Input());
        var kickOff = edit.Stages[0].Milestones[0];
        foreach (var typed in new[] { "Kick-of", "", "S", "St", "Start " }) edit.Rename(kickOff, typed);
        ((QuestionNode)edit.Stages[1].Entry.Root.Parts[0]).Subject.Should().Be(new MilestoneSubject("Start"));
        (edit.IsSound, edit.ToInput().Stages[1].Entry!.Milestones().Single()).Should().Be((true, "Start"));
        edit.Rename(kickOff, "Trained");
        edit.IsSound.Should().BeFalse("two have this name");
        edit.Rename(kickOff, "Begun");
        edit.ToInput().Stages[1].Entry!.Milestones().Should().Equal("Begun");

        edit.Stages[1].Entry.Root.Parts.Add(new QuestionNode(new(new FieldSubject(AccountField.Stage), new TextTest(TextMatch.Is, ["Onboarding", "Elsewhere"]))));
        edit.Rename(edit.Stages[0], "Welcome, all");
        edit.ToInput().Stages[1].Entry!.Stages().Should().Equal("Welcome, all", "Elsewhere");
    }

    [Fact]
    public void Rule_SetBackByHandToANameThatANewStageHas_MeansTheNewStage()
    {
        var input = Input();
        input = input with { Stages = [input.Stages[0], input.Stages[1] with { Entry = ConditionJson.Read("""{"all":[{"field":"stage","is":["Onboarding"]}]}""").Value }] };
        var edit = Of(input);
        edit.Rename(edit.Stages[0], "Start");
        edit.AddStage();
        edit.Rename(edit.Stages[2], "Onboarding");
        var entry = edit.Stages[1].Entry;
        edit.ToInput().Stages[1].Entry!.Stages().Should().Equal(["Start"], "nobody touched it");
        entry.Rename(name => name == "Start" ? "Onboarding" : name, name => name);
        entry.Touch();
        JourneyNames.Follow(edit.ToInput(), input).Stages[1].Entry!.Stages().Should().Equal("Onboarding");
    }

    [Fact]
    public void Save_OfWhatIsNotBegun_IsMarkedWhereItIs()
    {
        var edit = Of(Input());
        edit.Do(() => edit.Stages[0].Entry.IsByHand = false);
        var question = ConditionEdit.NewQuestion();
        edit.Stages[0].Entry.Root.Parts.Add(question);
        edit.Stages[0].Entry.Touch();
        (edit.CanBeTried, edit.Stages[0].Entry.ProblemOf(question)).Should().Be((false, null));
        edit.Check();
        edit.Stages[0].Entry.ProblemOf(question).Should().NotBeNull();
        edit.Refusals = [new("gone", "That list has gone.", "stages[1].entry.all[0].list")];
        (edit.ProblemOfRule("stages[1].entry"), edit.ProblemOfRule("stages[0].entry")).Should().Be(("That list has gone.", null));
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
