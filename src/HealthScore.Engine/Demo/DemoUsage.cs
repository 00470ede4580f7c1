namespace HealthScore.Engine.Demo;

/// <summary>What people and machines do with the product, day by day.</summary>
internal static class DemoUsage
{
    /// <summary>Logins, active users and reports: fewer people first, then less per person.</summary>
    public static IEnumerable<DemoSeries> People(DemoLife life)
    {
        var random = life.Random(Purpose.Usage);
        var (users, logins, actions) = (new DemoSeriesBuilder(DemoMetrics.ActiveUsers), new DemoSeriesBuilder(DemoMetrics.Logins), new DemoSeriesBuilder(DemoMetrics.KeyActions));
        for (var day = life.First; day <= life.LastArrived; day++) Day(day, life.Calendar.Load(day));
        if (life.HasToday && life.First <= life.Calendar.Today) Day(life.Calendar.Today, 0.3 * life.Calendar.Load(life.Calendar.Today));
        return [logins.Build(), users.Build(), actions.Build()];

        void Day(int day, double load)
        {
            var health = life.Health(day);
            var seats = life.Seats(day) * life.Utilisation(day);
            var active = random.Count(seats * life.Profile.Habit * (0.14 + 0.56 * health) * load * (1 + 0.12 * random.Normal()));
            active = Math.Min(active, life.Seats(day));
            users.AddCount(day, active);
            logins.AddCount(day, active == 0 ? 0 : active + random.Count(active * (life.Profile.LoginsPerUser - 1)));
            actions.AddCount(day, random.Count(active * life.Profile.ActionsPerUser * (0.25 + 1.35 * health)));
        }
    }

    /// <summary>Machines hardly know how people feel.</summary>
    public static DemoSeries Api(DemoLife life)
    {
        var random = life.Random(Purpose.Api);
        var calls = new DemoSeriesBuilder(DemoMetrics.ApiCalls);
        var perSeat = random.Between(4.0, 30.0);
        for (var day = life.First + 20; life.Profile.UsesApi && day <= life.LastArrived; day++)
        {
            if (life.Calendar.ApiIsSilent(day)) break;
            calls.AddCount(day, random.Count(life.Seats(day) * perSeat * (0.8 + 0.25 * life.Health(day)) * DemoCalendar.MachineLoad(day) * (1 + 0.15 * random.Normal())));
        }
        return calls.Build();
    }

    /// <summary>New customers come to be trained; later a few newcomers.</summary>
    public static DemoSeries Training(DemoLife life)
    {
        var random = life.Random(Purpose.Training);
        var people = new DemoSeriesBuilder(DemoMetrics.TrainingAttended);
        for (var day = life.First; day <= life.LastArrived; day++)
        {
            if (DemoCalendar.Day(day) is not (DayOfWeek.Tuesday or DayOfWeek.Thursday)) continue;
            var fresh = day - life.Profile.Start < 75 ? 0.55 : 0.045;
            var crowd = Math.Sqrt(life.Seats(day)) * 0.22 + 0.3;
            people.AddCount(day, random.Count(fresh * crowd * (0.15 + 1.2 * life.Health(day)) * life.Calendar.Load(day)));
        }
        return people.Build();
    }

    /// <summary>A dozen people read the newsletter, or do not; it has nothing to do with anything.</summary>
    public static DemoSeries Newsletter(DemoLife life)
    {
        var random = life.Random(Purpose.Newsletter);
        var opens = new DemoSeriesBuilder(DemoMetrics.NewsletterOpens);
        var readers = random.Between(0.5, 6.0);
        for (var day = life.First; day <= life.LastArrived; day++)
            if (DemoCalendar.Day(day) is DayOfWeek.Wednesday) opens.AddCount(day, random.Count(readers));
        return opens.Build();
    }
}
