using FsCheck;
using FsCheck.Fluent;
using HealthScore.Domain.Journeys;

namespace HealthScore.Domain.Tests.Journeys;

/// <summary>On track, behind or stuck.</summary>
public sealed class StageStayTests
{
    private static readonly DateOnly Began = new(2025, 1, 1);

    [Theory]
    [InlineData(90, Progress.OnTrack)]
    [InlineData(91, Progress.Behind)]
    [InlineData(121, Progress.Behind)]
    [InlineData(122, Progress.Stuck)]
    public void LongerThanExpected_IsBehind_AndStuckAfterThirtyDaysMore(int days, Progress progress) => On(days).Should().Be(progress);

    [Theory]
    [InlineData(20, Progress.OnTrack)]
    [InlineData(21, Progress.Behind)]
    [InlineData(51, Progress.Behind)]
    [InlineData(52, Progress.Stuck)]
    public void RequiredMilestoneOverdue_IsBehind_FromTheDayAfterItsDueDay(int days, Progress progress) => On(days, Due(20)).Should().Be(progress);

    [Fact]
    public void MilestoneThatIsNotRequired_NeverDelays_ButReachingItCounts()
    {
        On(60, Due(20, isRequired: false)).Should().Be(Progress.OnTrack);
        On(60, Due(20), Due(30, done: 45, isRequired: false)).Should().Be(Progress.Behind);
        On(76, Due(20), Due(30, done: 45, isRequired: false)).Should().Be(Progress.Stuck);
    }

    [Fact]
    public void WhatIsReachedLate_PutsItOnTrackAgain() => On(60, Due(20, done: 50)).Should().Be(Progress.OnTrack);

    [Fact]
    public void WhatIsReachedLater_IsNotKnownYet() => On(40, Due(20, done: 50)).Should().Be(Progress.Behind);

    [Fact]
    public void WhatAnEarlierStayLeftUndone_DoesNotDelayThisOne()
    {
        var earlier = new Milestone { Name = "", Entered = Began.AddDays(-400), Due = Began.AddDays(-300) };
        On(40, earlier).Should().Be(Progress.OnTrack);
        On(40, new Milestone { Name = "", Due = Began.AddDays(-300) }).Should().Be(Progress.Stuck, "without a stay it is for every stay");
    }

    [Fact]
    public void AnyStay_IsAsItsSlowTwinSays() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Days, byte? Expected, (byte Due, byte? Done, bool IsRequired)[] Milestones)>(), world =>
        {
            var milestones = world.Milestones.Select(m => Due(m.Due, m.Done, m.IsRequired)).ToList();
            var (day, expected) = (Began.AddDays(world.Days), world.Expected is { } some ? some % 120 + 1 : (int?)null);
            return StageStay.Of(Began, expected, milestones, day).On(day) == Slow(expected, milestones, day);
        }).QuickCheckThrowOnFailure();

    // Day by day: for how many days in a row it was behind, and nothing was reached.
    private static Progress Slow(int? expected, List<Milestone> milestones, DateOnly day)
    {
        var still = 0;
        for (var at = day; at >= Began; at = at.AddDays(-1), still++)
        {
            // Judged by what is known today: what was reached late is no delay any more.
            var behind = at.DayNumber - Began.DayNumber > expected || milestones.Exists(m => m.IsRequired && !(m.Done <= day) && m.Due < at);
            if (!behind) return still == 0 ? Progress.OnTrack : still - 1 > 30 ? Progress.Stuck : Progress.Behind;
            if (milestones.Exists(m => m.Done == at)) return still > 30 ? Progress.Stuck : Progress.Behind;
        }

        return still == 0 ? Progress.OnTrack : still - 1 > 30 ? Progress.Stuck : Progress.Behind;
    }

    private static Progress On(int days, params Milestone[] milestones) => StageStay.Of(Began, 90, milestones, Began.AddDays(days)).On(Began.AddDays(days));

    private static Milestone Due(int due, int? done = null, bool isRequired = true) =>
        new() { Name = "", IsRequired = isRequired, Entered = Began, Due = Began.AddDays(due), Done = done is { } days ? Began.AddDays(days) : null };
}
