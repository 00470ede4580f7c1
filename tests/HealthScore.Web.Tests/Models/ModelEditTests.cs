using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Web.Models;

namespace HealthScore.Web.Tests.Models;

public sealed class ModelEditTests
{
    private static readonly Dictionary<string, Metric> Catalogue = new() { ["logins"] = new("logins", "Logins", MetricKind.Count), ["seats"] = new("seats", "Seats", MetricKind.Gauge) };

    private readonly ModelEdit _edit = new(ScoreKind.Health, Start(), Catalogue);

    [Fact]
    public void Slider_TurnedAwayAndBack_LeavesTheOthersAsTheyWere()
    {
        foreach (var share in new double[] { 60, 100, 80, 50 }) _edit.SetShare(0, share);
        _edit.Definition.Dimensions.Select(d => d.Weight).Should().Equal(50, 30, 20);
    }

    [Fact]
    public void AnotherSlider_BeginsWhereTheFirstEnded()
    {
        _edit.SetShare(0, 100);
        _edit.SetShare(1, 40);
        _edit.Definition.Dimensions.Select(d => d.Weight).Should().Equal(60, 40, 0);
    }

    [Fact]
    public void LockedDimension_Stays_AndCannotBeTurned()
    {
        _edit.Lock(_edit.Dimensions().Control(1), true);
        _edit.SetShare(0, 60);
        _edit.Definition.Dimensions.Select(d => d.Weight).Should().Equal(60, 30, 10);
        var group = _edit.Dimensions();
        (group.MayChange(0), group.MayChange(1), group.Largest(0)).Should().Be((true, false, 70));

        _edit.Lock(group.Control(2), true);
        _edit.Dimensions().MayChange(0).Should().BeFalse("nothing is left that could give way");
        _edit.Lock(group.Control(2), false);
        _edit.Dimensions().MayChange(0).Should().BeTrue();
    }

    [Fact]
    public void MeasuresShare_IsShownInTheWholeScore()
    {
        _edit.SetShare(0, 0, 75);
        _edit.Definition.Dimensions[0].Measures.Select(m => m.Weight).Should().Equal(75, 25);
        _edit.Nominal.Should().Equal(0.375, 0.125, 0.3, 0.2);
        _edit.Nominal.Sum().Should().Be(1);
    }

    [Fact]
    public void WhatWasNotTurned_KeepsItsWeightsAsWritten()
    {
        _edit.SetShare(0, 60);
        _edit.Definition.Dimensions[0].Measures.Select(m => m.Weight).Should().Equal(3, 3);
    }

    [Fact]
    public void Change_IsUnsaved_UntilItIsSavedOrTakenBack()
    {
        var told = 0;
        _edit.Changed += () => told++;
        _edit.IsChanged.Should().BeFalse();
        _edit.Change(d => d with { Margin = 5 });
        _edit.IsChanged.Should().BeTrue();
        _edit.Change(d => d with { Margin = 3 });
        _edit.IsChanged.Should().BeFalse();
        _edit.Change(d => d with { Dwell = 4 });
        _edit.Saved();
        _edit.IsChanged.Should().BeFalse();
        told.Should().Be(3);
    }

    [Fact]
    public void Undo_GoesBackStepByStep_AndRedoForward()
    {
        _edit.Change(d => d with { Margin = 5 });
        _edit.Change(d => d with { Dwell = 4 });
        _edit.Undo();
        (_edit.Definition.Margin, _edit.Definition.Dwell, _edit.Restored).Should().Be((5, 2, "Undone: Model: dwell in days 4 → 2."));
        _edit.Undo();
        (_edit.Definition.Margin, _edit.IsChanged, _edit.CanUndo).Should().Be((3, false, false));
        _edit.Undo();
        _edit.Redo();
        (_edit.Definition.Margin, _edit.Restored).Should().Be((5, "Done again: Model: margin 3 → 5."));
        _edit.Change(d => d with { Margin = 7 });
        (_edit.CanRedo, _edit.Restored).Should().Be((false, null), "what was undone gives way to what was done instead");
        _edit.Undo();
        _edit.Definition.Margin.Should().Be(5);
    }

    [Fact]
    public void Drag_IsOneStepToUndo_UntilItIsLetGo()
    {
        foreach (var share in new double[] { 60, 70, 80 }) _edit.SetShare(0, share);
        _edit.EndDrag();
        foreach (var share in new double[] { 90, 100 }) _edit.SetShare(0, share);
        _edit.Undo();
        _edit.Definition.Dimensions.Select(d => d.Weight).Should().Equal(80, 12, 8);
        _edit.Undo();
        _edit.Definition.Dimensions.Select(d => d.Weight).Should().Equal(5, 3, 2);
        _edit.CanUndo.Should().BeFalse();
    }

    [Fact]
    public void Drag_OfTwoControls_IsTwoSteps_AndOneThatChangesNothingIsNone()
    {
        _edit.SetShare(0, 60);
        _edit.SetShare(1, 30);
        _edit.Change(d => d with { Margin = d.Margin });
        _edit.Undo();
        _edit.Definition.Dimensions.Select(d => d.Weight).Should().Equal(60, 24, 16);
        _edit.Undo();
        _edit.IsChanged.Should().BeFalse();
    }

    [Fact]
    public void Undo_OfWhatWasSaved_IsAChange()
    {
        _edit.Change(d => d with { Margin = 5 });
        _edit.Saved();
        _edit.Undo();
        _edit.IsChanged.Should().BeTrue();
        _edit.Redo();
        _edit.IsChanged.Should().BeFalse();
    }

    [Fact]
    public void Problem_StandsAtItsField()
    {
        _edit.ChangeMeasure(1, 0, m => m with { Curve = new PointsCurve(new(5, 0), new(1, 100)) });
        _edit.ProblemAt("dimensions[1].measures[0].curve.points[1]").Should().NotBeNull();
        _edit.ProblemAt("dimensions[1].measures[0].curve.points[0]").Should().BeNull();
    }

    [Fact]
    public void NewMeasure_IsValid_AndTakesNoWeight()
    {
        for (var i = 0; i < 4; i++)
            _edit.ChangeDimension(2, d => d with { Measures = [.. d.Measures, new NewMeasure(_edit).Suggest()] });
        _edit.Problems.Should().BeEmpty();
        _edit.Nominal.Should().Equal(0.25, 0.25, 0.3, 0.2, 0, 0, 0, 0);
        _edit.Definition.Measures.Select(m => m.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void NewMeasure_TakenOfSomethingElse_IsNamedAfterIt_UntilAVersionKnowsIt()
    {
        _edit.ChangeDimension(2, d => d with { Measures = [.. d.Measures, new NewMeasure(_edit).Suggest()] });
        var (suggested, at) = (_edit.Definition.Dimensions[2].Measures[^1], _edit.Definition.Dimensions[2].Measures.Count - 1);
        _edit.Change(d => d with { Rules = [new() { MeasureId = suggested.Id, Comparison = Domain.Primitives.Comparison.AtMost, Value = 1, Limit = 20 }] });
        _edit.ChangeSource(2, at, new DerivedSource(DerivedMeasure.MilestoneDelay));
        _edit.Definition.Dimensions[2].Measures[at].Id.Should().Be("milestone_delay");
        _edit.Definition.Rules.Should().ContainSingle(r => r.MeasureId == "milestone_delay", "rules follow");
        _edit.Undo();
        _edit.Definition.Dimensions[2].Measures[at].Id.Should().Be(suggested.Id, "one step");

        _edit.Published = new HashSet<string> { suggested.Id };
        _edit.ChangeSource(2, at, new DerivedSource(DerivedMeasure.Pulse));
        _edit.Definition.Dimensions[2].Measures[at].Id.Should().Be(suggested.Id, "versions are compared by it");
    }

    [Fact]
    public void OnlyMeasure_ReplacedByANewOne_LeavesItsWeightToIt()
    {
        _edit.ChangeDimension(1, d => d with { Measures = [.. d.Measures, new NewMeasure(_edit).Suggest()] });
        _edit.RemoveMeasure(1, 0);
        _edit.Definition.Dimensions[1].Measures.Select(m => m.Weight).Should().Equal(1);
        _edit.Nominal.Should().Equal(0.25, 0.25, 0.3, 0.2);

        _edit.RemoveMeasure(0, 1);
        _edit.Definition.Dimensions[0].Measures.Select(m => m.Weight).Should().Equal([3], "the weights of those that have some stay as written");
        _edit.SetShare(2, 100);
        _edit.RemoveDimension(2);
        _edit.Definition.Dimensions.Select(d => d.Weight).Should().Equal(1, 1);
        _edit.Problems.Should().BeEmpty();
    }

    [Fact]
    public void GroupWithoutWeight_MayBeGivenSome()
    {
        _edit.ChangeMeasure(1, 0, m => m with { Weight = 0 });
        _edit.Measures(1).MayChange(0).Should().BeTrue();
        _edit.SetShare(1, 0, 40);
        _edit.Measures(1).Share(0).Should().Be(100, "it is alone");
        _edit.Measures(1).MayChange(0).Should().BeFalse();
    }

    [Fact]
    public void FieldWithoutANumber_StandsInTheWayOfPublishing_UntilItHasOneOrIsGone()
    {
        _edit.NoteUnread("margin", true);
        _edit.Problems.Should().ContainSingle(p => p.Code == "no_number");
        _edit.NoteUnread("margin", false);
        _edit.Problems.Should().BeEmpty();
    }

    private static ModelDefinition Start() => new()
    {
        Dimensions = [new("Usage", 5, [Measure("a", 3), Measure("b", 3)]), new("Value", 3, [Measure("c", 1)]), new("Life", 2, [Measure("d", 1)])],
    };

    private static MeasureDefinition Measure(string id, double weight) =>
        new() { Id = id, Source = new MetricSource("logins", Aggregation.Sum, 28), Curve = new PointsCurve(new(0, 0), new(10, 100)), Weight = weight };
}
