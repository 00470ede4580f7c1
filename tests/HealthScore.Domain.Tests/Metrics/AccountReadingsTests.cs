using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Tests.Metrics;

public sealed class AccountReadingsTests
{
    [Fact]
    public void Add_InAnyOrder_KeepsDayOrderAndTheLatestWrite()
    {
        var readings = new AccountReadings();
        foreach (var (day, value) in new[] { (5, 1.0), (3, 2.0), (4, 3.0), (5, 4.0), (3, 5.0) }) readings.Add(1, day, value);
        readings.Series(1).Days.ToArray().Should().Equal(3, 4, 5);
        readings.Series(1).Values.ToArray().Should().Equal(5, 3, 4);
    }

    [Fact]
    public void Clear_ForTheNextAccount_ForgetsAllAndAllocatesNothing()
    {
        var readings = new AccountReadings();
        Fill();
        readings.Clear();
        readings.Series(20).IsEmpty.Should().BeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill();
        GC.GetAllocatedBytesForCurrentThread().Should().Be(before);
        readings.Series(20).Count.Should().Be(1000);

        void Fill()
        {
            for (var day = 0; day < 1000; day++) readings.Add(20, day, day);
        }
    }

    [Fact]
    public void AddRange_AfterAdd_GoesOnWhereItEnded()
    {
        var readings = new AccountReadings();
        readings.Add(1, 1, 10);
        readings.AddRange(1, [2, 4], [20, 40]);
        readings.Series(1).UpTo(3).Values.ToArray().Should().Equal(10, 20);
        readings.Series(1).Between(2, 4).Values.ToArray().Should().Equal(20, 40);
        readings.Series(99).IsEmpty.Should().BeTrue();
    }
}
