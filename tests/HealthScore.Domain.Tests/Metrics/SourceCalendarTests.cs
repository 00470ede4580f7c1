using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Tests.Metrics;

public sealed class SourceCalendarTests
{
    [Fact]
    public void AsOf_ADay_KnowsNothingLater()
    {
        // A gap of three days is one without source, once it is known to be so long.
        var calendar = new SourceCalendar([10, 11, 15, 16], freshness: 3);

        calendar.AsOf(13).Between(10, 13).Count.Should().Be(4, "two days without a reading are days of 0");
        calendar.AsOf(14).IsSilent.Should().BeTrue();
        calendar.AsOf(15).Between(10, 15).Count.Should().Be(3, "the gap was one without source");
        calendar.AsOf(9).IsSilent.Should().BeTrue("there was no reading yet");
    }

    [Fact]
    public void Between_OfRandomCalendars_IsWhatCountingGives()
    {
        var random = new Random(7);
        for (var world = 0; world < 300; world++)
        {
            var (freshness, days) = (random.Next(1, 6), Enumerable.Range(100, 60).Where(_ => random.Next(3) == 0).ToHashSet());
            var calendar = new SourceCalendar(days, freshness);
            for (var day = 95; day < 165; day++)
            {
                var view = calendar.AsOf(day);
                view.IsSilent.Should().Be(!Enumerable.Range(day - freshness + 1, freshness).Any(days.Contains));
                if (view.IsSilent) continue;
                var first = random.Next(90, day + 1);
                var counted = Enumerable.Range(first, day - first + 1).Where(d => HasSource(d, days, freshness, day)).ToList();
                var sums = view.Between(first, day);
                sums.Count.Should().Be(counted.Count);
                sums.Sum.Should().Be(counted.Sum(d => (long)(d - view.Origin)));
                sums.Squares.Should().Be(counted.Sum(d => (long)(d - view.Origin) * (d - view.Origin)));
            }
        }
    }

    private static bool HasSource(int day, HashSet<int> days, int freshness, int asOf)
    {
        if (days.Contains(day)) return true;
        if (day < days.Min()) return false;
        var before = days.Where(d => d < day).Max();
        var after = days.Where(d => d > day && d <= asOf).DefaultIfEmpty(asOf + 1).Min();
        return after - before - 1 < freshness;
    }
}
