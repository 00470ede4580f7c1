using HealthScore.Engine.Ingest.Accounts;

namespace HealthScore.Engine.Tests.Ingest.Accounts;

public sealed class StateTimelineTests
{
    private static readonly DateOnly Jan = new(2024, 1, 1);
    private static readonly DateOnly Mar = new(2024, 3, 1);
    private static readonly DateOnly Jun = new(2024, 6, 1);

    [Fact]
    public void Change_GoesOnUntilTheSameThingChangesAgain()
    {
        var timeline = new StateTimeline([new(Jan, new State(1, null, null, 100)), new(Jun, new State(1, null, null, 200)), new(new(2024, 9, 1), new State(2, null, null, 200))]);
        timeline.Set(Mar, 7, s => s.SegmentId, (s, v) => s with { SegmentId = v });
        timeline.States.Should().Equal(
            new(Jan, new State(1, null, null, 100)), new(Mar, new State(7, null, null, 100)), new(Jun, new State(7, null, null, 200)), new(new(2024, 9, 1), new State(2, null, null, 200)));
    }

    [Fact]
    public void Change_ToWhatHoldsAlready_AddsNothing()
    {
        var timeline = new StateTimeline([new(Jan, new State(1, 2, 3, 100))]);
        timeline.Set(Mar, 1, s => s.SegmentId, (s, v) => s with { SegmentId = v });
        timeline.Set(Mar, 100m, s => s.Arr, (s, v) => s with { Arr = v });
        timeline.States.Should().ContainSingle();
    }

    [Fact]
    public void Revenue_ReplacesRevenueAndNothingElse()
    {
        var timeline = new StateTimeline([new(Jan, new State(1, null, null, 50)), new(Mar, new State(2, null, null, 60))]);
        timeline.SetArr([new(new(2024, 2, 1), 70), new(Jun, 0)]);
        timeline.Tidy();
        timeline.States.Should().Equal(
            new(Jan, new State(1, null, null, 50)), new(new(2024, 2, 1), new State(1, null, null, 70)), new(Mar, new State(2, null, null, 70)), new(Jun, new State(2, null, null, 0)));
    }

    [Fact]
    public void Revenue_OfNothingBeforeItsFirstDay_IsNothing()
    {
        var timeline = new StateTimeline([]);
        timeline.SetArr([new(Mar, 70), new(Jun, 80)]);
        timeline.At(Jan).Should().Be(default(State));
        timeline.At(Jun.AddDays(-1)).Arr.Should().Be(70);
        timeline.At(Jun).Arr.Should().Be(80);
    }
}
