using HealthScore.Domain.Accounts;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Segments;
using HealthScore.Web.Segments;

namespace HealthScore.Web.Tests.Segments;

public sealed class SegmentEditTests
{
    [Theory]
    [InlineData("""{"all":[{"field":"arr","op":">=","value":100000.5},{"any":[{"attribute":"Region","is":["EMEA","APAC"]},{"field":"renewal","within_next":90}]}]}""")]
    [InlineData("""{"all":[{"not":{"any":[{"list":"Friends","yes":true},{"attribute":"Signed","on_or_after":"2024-01-31"}]}},{"metric":"logins","aggregation":"sum","window":30,"known":false}]}""")]
    [InlineData("""{"all":[]}""")]
    [InlineData("""{"all":[{"field":"name","is":["Acme, Inc.","Bolt"]},{"attribute":"Region","contains":["Food, Beverage","5\" disks, \"new\""]},{"field":"name","starts_with":["\"The\" Shop"]}]}""")]
    [InlineData("""{"all":[{"field":"owner","is":["a@example.com","b@example.com"]}]}""")]
    public void Condition_PutOnThePageAndTakenBack_IsTheSame(string json) => Of(json).Value.Should().BeEquivalentTo(ConditionJson.Read(json).Value, o => o.RespectingRuntimeTypes());

    [Theory]
    [InlineData("""{"field":"arr","op":">","value":1}""", """{"all":[{"field":"arr","op":">","value":1}]}""")]
    [InlineData("""{"any":[{"field":"arr","op":">","value":1}]}""", """{"all":[{"any":[{"field":"arr","op":">","value":1}]}]}""")]
    [InlineData("""{"not":{"field":"arr","op":">","value":1}}""", """{"all":[{"not":{"any":[{"field":"arr","op":">","value":1}]}}]}""")]
    public void Condition_OfAnotherForm_SaysTheSameOnThePage_AndIsNoChange(string json, string shown)
    {
        var edit = Of(json);
        ConditionJson.Write(edit.Value!).Should().Be(shown);
        edit.IsChanged.Should().BeFalse();
    }

    [Theory]
    [InlineData("a, b ,,c", "a|b|c")]
    [InlineData("\"Acme, Inc.\", Bolt", "Acme, Inc.|Bolt")]
    [InlineData("\"Acme, Inc", "\"Acme|Inc")]
    [InlineData("the \"A\" team", "the \"A\" team")]
    public void Values_StandBetweenCommas_AndInQuotesWhereTheyHaveOne(string typed, string values)
    {
        var edit = Of("""{"all":[{"field":"name","is":["x"]}]}""");
        var question = (QuestionNode)edit.Root.Parts[0];
        question.Text = typed;
        edit.Touch();
        edit.Value.Should().BeEquivalentTo(new AllOf([new Question(new FieldSubject(AccountField.Name), new TextTest(TextMatch.Is, values.Split('|')))]), o => o.RespectingRuntimeTypes());
    }

    [Fact]
    public void NewSegment_IsChanged_FromTheFirstStrokeOn()
    {
        var edit = new SegmentEdit(new SegmentView(new() { Name = "", Condition = Condition.Everybody }, new(), []));
        edit.IsChanged.Should().BeFalse();
        ((QuestionNode)edit.Root.Parts[0]).Text = "80000";
        edit.Touch();
        edit.IsChanged.Should().BeTrue();
    }

    [Fact]
    public void Typing_WhatIsNoNumber_IsSaidAtItsQuestion_AndNothingIsSound()
    {
        var edit = Of("""{"all":[{"field":"arr","op":">=","value":1},{"any":[{"field":"renewal","within_next":90}]}]}""");
        var question = (QuestionNode)((GroupNode)edit.Root.Parts[1]).Parts[0];
        question.Text = "soon";
        edit.Touch();
        (edit.IsSound, edit.ProblemOf(question), edit.ProblemOf(edit.Root.Parts[0])).Should().Be((false, "Write a number of days.", null));
        question.Path.Should().Be("all[1].any[0]");
    }

    [Fact]
    public void Subject_ThatTheComparisonDoesNotFit_TakesItsUsualOne()
    {
        var edit = Of("""{"all":[{"field":"arr","op":">=","value":1}]}""");
        var question = (QuestionNode)edit.Root.Parts[0];
        question.Ask(new FieldSubject(AccountField.Renewal), AttributeKind.Day);
        (question.Match, question.Text).Should().Be(("within_next", ""));
    }

    [Fact]
    public void Group_ThatIsEmpty_IsSaidAtIt()
    {
        var edit = Of("""{"all":[{"field":"arr","op":">=","value":1}]}""");
        edit.Root.Parts.Add(new GroupNode(GroupKind.Any, []));
        edit.Touch();
        edit.ProblemOf(edit.Root.Parts[1]).Should().Contain("empty");
        edit.ProblemOf(edit.Root).Should().BeNull();
    }

    private static SegmentEdit Of(string json) => new(new SegmentView(new() { Id = 1, Name = "One", Condition = ConditionJson.Read(json).Value }, new()
    {
        Attributes = new Dictionary<string, AttributeKind> { ["Region"] = AttributeKind.Text, ["Signed"] = AttributeKind.Day }, Lists = ["Friends"],
    }, []));

    [Fact]
    public void WhatIsHeld_IsLetGoAfterTheLastUse()
    {
        var time = new Alarm();
        using var held = new Held<object>(time, TimeSpan.FromMinutes(2)) { Value = new() };
        (held.Value is null, time.Set).Should().Be((false, 2), "each use puts the end off");
        time.Ring();
        held.Value.Should().BeNull();
        time.Set.Should().Be(2, "there is nothing to let go");
    }

    // One timer that rings when it is told to.
    private sealed class Alarm : TimeProvider, ITimer
    {
        public Action Ring { get; private set; } = () => { };

        public int Set { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Ring = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Set++;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
