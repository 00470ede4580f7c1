using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using static HealthScore.Domain.Tests.Scoring.Given;

namespace HealthScore.Domain.Tests.Scoring;

public sealed class DerivedMeasureTests
{
    private readonly AccountHistory _history = new() { Start = Today.AddDays(-100) };

    [Fact]
    public void EveryMeasure_OfAnEmptyHistory_IsMissing_ButWhatIsCounted()
    {
        foreach (var measure in Enum.GetValues<DerivedMeasure>())
            Value(measure).Should().Be(measure is DerivedMeasure.Referrals or DerivedMeasure.Touches ? (object)0.0 : MeasureStatus.Missing, $"of {measure}");
    }

    [Fact]
    public void GoalAttainment_IsWeightedByImportance_OverOpenGoals()
    {
        Goal(1, importance: 5, to: 100, figures: [(-20, 20), (-1, 60), (1, 90)]);
        Goal(2, importance: 1, to: 10, figures: [(-9, 12)]);
        Goal(3, importance: 5, to: 10, figures: [], closed: 0);
        Value(DerivedMeasure.GoalAttainment).Should().Be(66.666667);
    }

    [Fact]
    public void GoalAttainment_OfSeveralFiguresOfADay_TakesTheLastRecorded()
    {
        Goal(1, importance: 1, to: 100, figures: [(-1, 20), (-1, 30), (-2, 90)]);
        Value(DerivedMeasure.GoalAttainment).Should().Be(30.0);
    }

    [Theory]
    [InlineData("", 0.0)]
    [InlineData("required -5", 5.0)]
    [InlineData("required -5 done 0", 0.0)]
    [InlineData("required -5 done 1", 5.0)]
    [InlineData("required -5, required -9", 9.0)]
    [InlineData("required 3", 0.0)]
    [InlineData("optional -5", 0.0)]
    [InlineData("elsewhere -5", 0.0)]
    public void MilestoneDelay_IsThatOfTheEarliestDueOfTheStage(string milestones, double expected)
    {
        Stage(-50, 1);
        foreach (var words in milestones.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(m => m.Split(' ')))
            _history.Milestones.Add(new()
            {
                Name = "",
                StageId = words[0] == "elsewhere" ? 2 : 1,
                IsRequired = words[0] != "optional",
                Due = Day(words[1]),
                Done = words.Length > 2 ? Day(words[3]) : null,
            });
        Value(DerivedMeasure.MilestoneDelay).Should().Be(expected);
    }

    [Fact]
    public void DaysInStage_CountsFromTheLastEntry_WhateverElseChangedSince()
    {
        Stage(-90, 1);
        Stage(-60, 2);
        Stage(-30, 1);
        Stage(-20, 1, segment: 7);
        Stage(5, 2);
        Value(DerivedMeasure.DaysInStage).Should().Be(30.0);
    }

    [Fact]
    public void DaysToRenewal_IsToTheNextOnOrAfterTheDay()
    {
        _history.Renewals.AddRange([Today.AddDays(40), Today.AddDays(-1), Today.AddDays(30)]);
        Value(DerivedMeasure.DaysToRenewal).Should().Be(30.0);
        _history.Renewals.Add(Today);
        Value(DerivedMeasure.DaysToRenewal).Should().Be(0.0);
    }

    [Fact]
    public void Nps_IsTheMeanOfEachContactsLatestAnswer()
    {
        foreach (var (id, contact, day, score, survey) in new[] { (1, "ana", -20, 3, "nps"), (3, "ana", -5, 9, "nps"), (2, "ana", -5, 1, "nps"), (4, "ben", -9, 6, "nps"), (5, "cy", -30, 0, "nps"), (6, "di", -1, 0, "csat") })
            _history.Responses.Add(new() { Id = id, Contact = contact, Day = Today.AddDays(day), Score = score, Survey = survey });
        Value(DerivedMeasure.Nps).Should().Be(7.5);
        Value(DerivedMeasure.Csat).Should().Be(0.0);
    }

    [Fact]
    public void Touches_AreCountedInTheWindow()
    {
        foreach (var day in new[] { 1, 0, -29, -30 }) _history.Touches.Add(Today.AddDays(day));
        Value(DerivedMeasure.Touches).Should().Be(2.0);
    }

    [Theory]
    [InlineData(null, 80.0)]
    [InlineData(0, 80.0)]
    [InlineData(-1, MeasureStatus.Stale)]
    public void Pulse_IsTheLatest_UntilItExpires(int? expires, object expected)
    {
        _history.Pulses.Add(new() { Id = 1, Day = Today.AddDays(-9), Score = 30 });
        _history.Pulses.Add(new() { Id = 3, Day = Today.AddDays(-5), Score = 80, Expires = expires is { } e ? Today.AddDays(e) : null });
        _history.Pulses.Add(new() { Id = 2, Day = Today.AddDays(-5), Score = 40 });
        _history.Pulses.Add(new() { Id = 4, Day = Today.AddDays(1), Score = 10 });
        Value(DerivedMeasure.Pulse).Should().Be(expected);
    }

    private object Value(DerivedMeasure measure)
    {
        var model = Model(new MeasureDefinition { Id = "x", Source = new DerivedSource(measure, 30), Curve = new PassCurve(0) });
        var score = Score(model, "", history: _history).Measures[0];
        return score.Value is { } value ? Math.Round(value, 6) : score.Status;
    }

    private void Goal(long id, int importance, double to, (int Day, double Figure)[] figures, int? closed = null)
    {
        _history.Goals.Add(new() { Id = id, Name = "", Importance = importance, Opened = Today.AddDays(-50), Closed = closed is { } c ? Today.AddDays(c) : null, Baseline = 0, Target = to });
        foreach (var (day, figure) in figures) _history.Progress.Add(new() { GoalId = id, Id = _history.Progress.Count, Day = Today.AddDays(day), Value = figure });
    }

    private void Stage(int from, int stage, int? segment = null) =>
        _history.States.Add(new() { From = Today.AddDays(from), StageId = stage, SegmentId = segment });

    private static DateOnly Day(string offset) => Today.AddDays(int.Parse(offset, System.Globalization.CultureInfo.InvariantCulture));
}
