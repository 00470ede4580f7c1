using HealthScore.Domain.Reports;

namespace HealthScore.Domain.Tests.Reports;

public sealed class MonthEndTests
{
    private static readonly Month March = Month.Of(new(2026, 3, 1));

    [Fact]
    public void Month_ScoredOnItsLastDay_IsComplete()
    {
        var end = MonthEnd.Choose(March, new(2026, 3, 31), null, new(2026, 4, 1))!;
        end.IsComplete.Should().BeTrue();
        end.Status.Should().Be("Complete");
    }

    [Fact]
    public void LeapFebruary_EndsOnThe29th()
    {
        var february = Month.Of(new(2028, 2, 1));
        MonthEnd.Choose(february, new(2028, 2, 28), null, new(2028, 3, 5))!.IsComplete.Should().BeFalse();
        MonthEnd.Choose(february, new(2028, 2, 29), null, new(2028, 3, 5))!.IsComplete.Should().BeTrue();
    }

    [Fact]
    public void ProvisionalDay_BesideAFinalOne_DoesNotCount()
    {
        var end = MonthEnd.Choose(March, new(2026, 3, 4), new(2026, 3, 5), new(2026, 3, 5))!;
        end.Day.Should().Be(new(2026, 3, 4));
        end.Status.Should().Be("Not complete");
    }

    [Fact]
    public void ProvisionalDay_AloneInTheRunningMonth_CountsAndSaysSo()
    {
        var end = MonthEnd.Choose(March, null, new(2026, 3, 1), new(2026, 3, 1))!;
        end.IsProvisional.Should().BeTrue();
        end.Status.Should().Be("Provisional");
    }

    [Fact]
    public void LastDayOfTheMonth_StillProvisional_IsNotComplete() =>
        MonthEnd.Choose(March, null, new(2026, 3, 31), new(2026, 3, 31))!.IsComplete.Should().BeFalse();

    [Fact]
    public void ProvisionalDay_OfAMonthThatIsOver_DoesNotCount() =>
        MonthEnd.Choose(March, null, new(2026, 3, 31), new(2026, 4, 1)).Should().BeNull();
}
