namespace HealthScore.Engine.Demo;

/// <summary>States of an account, taken every Monday or when they change.</summary>
internal static class DemoGauges
{
    public static IEnumerable<DemoSeries> Weekly(DemoLife life)
    {
        var random = life.Random(Purpose.Gauges);
        var (features, used, storage) = (new DemoSeriesBuilder(DemoMetrics.FeaturesUsed), new DemoSeriesBuilder(DemoMetrics.SeatsUsed), new DemoSeriesBuilder(DemoMetrics.Storage));
        var taste = 5 * random.Normal();
        var kept = life.Profile.Seats * random.Between(0.4, 3.0) * (1 + Math.Max(0, life.First - life.Profile.Start) / 400.0);
        var last = Math.Min(life.LastArrived, life.Profile.GaugesStop ?? int.MaxValue);
        for (var day = life.First; day <= last; day++)
        {
            if (DemoCalendar.Day(day) is not DayOfWeek.Monday) continue;
            var seats = life.Seats(day);
            var breadth = (16 + 62 * life.SlowHealth(day) + taste) * (0.35 + 0.65 * life.Ramp(day)) + 3 * random.Normal();
            features.Add(day, Math.Round(Math.Clamp(breadth, 0, 100)));
            used.Add(day, Math.Clamp(Math.Round(seats * life.Utilisation(day) * (1 + 0.03 * random.Normal())), 0, seats));
            kept *= 1 + 0.004 * (0.5 + life.Health(day));
            storage.Add(day, Math.Round(kept, 1));
        }
        return [features.Build(), used.Build(), storage.Build()];
    }

    /// <summary>Seats under contract: on the first of the month, and when they change.</summary>
    public static DemoSeries SeatsBought(DemoLife life)
    {
        var bought = new DemoSeriesBuilder(DemoMetrics.SeatsBought);
        for (var day = life.First; day <= life.LastArrived; day++)
        {
            var changed = life.Contract.Steps.Exists(s => s.From == day);
            if (changed || DateOnly.FromDayNumber(day).Day == 1) bought.Add(day, life.Seats(day));
        }
        return bought.Build();
    }

    /// <summary>Days an invoice stayed unpaid: monthly, for large customers quarterly. Late payers are late in coming, too: it follows the mood by a month.</summary>
    public static DemoSeries PaymentDelay(DemoLife life)
    {
        var random = life.Random(Purpose.Payments);
        var delay = new DemoSeriesBuilder(DemoMetrics.PaymentDelay);
        var every = life.Profile.Segment.Id is 1 or 5 ? 91 : 30;
        var habit = life.Profile.Segment.PaymentDelay * random.Between(0.6, 1.4);
        for (var day = life.First + random.Between(3, every); day <= life.LastArrived; day += every)
            delay.Add(day, Math.Max(0, Math.Round(habit + 16 * Math.Max(0, 0.7 - life.SlowHealth(day)) * random.Between(0.2, 2.0) + 2.5 * random.Normal())));
        return delay.Build();
    }
}
