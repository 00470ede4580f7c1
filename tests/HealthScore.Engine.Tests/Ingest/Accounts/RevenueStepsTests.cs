using HealthScore.Domain.Accounts;
using HealthScore.Engine.Ingest.Accounts;

namespace HealthScore.Engine.Tests.Ingest.Accounts;

public sealed class RevenueStepsTests
{
    private static readonly DateOnly Horizon = Day(12);

    [Fact]
    public void Revenue_IsTheSumOfWhatRuns() =>
        Steps(Horizon, Span(1, 4, 100), Span(2, null, 10), Span(4, 6, 120)).Should().Equal("1: 100", "2: 110", "4: 130", "6: 10");

    [Fact]
    public void Revenue_OfARenewalInTime_HasNoStep() =>
        Steps(Horizon, Span(1, 4, 100), Span(4, 7, 100)).Should().Equal("1: 100", "7: 0");

    [Fact]
    public void End_BeyondTheHorizon_IsOnlyAPlanWhenItIsARenewal()
    {
        Steps(Day(3), Span(1, 4, 100) with { Renewal = Day(4) }).Should().Equal("1: 100");
        Steps(Day(3), Span(1, 4, 100)).Should().Equal("1: 100", "4: 0");
        Steps(Day(4), Span(1, 4, 100) with { Renewal = Day(4) }).Should().Equal("1: 100", "4: 0");
    }

    [Fact]
    public void Outcomes_FollowFromTheSteps() =>
        RevenueSteps.Outcomes([Span(1, 4, 100), Span(4, 7, 120), Span(5, 6, 30), Span(7, 9, 90), Span(11, null, 50)], Horizon).Should().BeEquivalentTo(
        [
            new RevenueOutcome(Day(4), OutcomeKind.Renewed, 100), new RevenueOutcome(Day(4), OutcomeKind.Expanded, 20), new RevenueOutcome(Day(5), OutcomeKind.Expanded, 30),
            new RevenueOutcome(Day(6), OutcomeKind.Contracted, 30), new RevenueOutcome(Day(7), OutcomeKind.Renewed, 90), new RevenueOutcome(Day(7), OutcomeKind.Contracted, 30),
        ]);

    private static IEnumerable<string> Steps(DateOnly horizon, params Subscription[] subscriptions) =>
        RevenueSteps.Of(subscriptions, horizon).Select(s => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{s.Key.Month}: {s.Value}"));

    private static DateOnly Day(int month) => new(2024, month, 1);
    private static Subscription Span(int start, int? end, decimal arr) => new(2, 0, Day(start), end is { } e ? Day(e) : null, arr, null);
}
