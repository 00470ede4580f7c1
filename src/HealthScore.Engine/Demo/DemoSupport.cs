namespace HealthScore.Engine.Demo;

/// <summary>Tickets at the help desk. Somebody who asks is somebody who uses: they rise with trouble, but also with use.</summary>
internal static class DemoSupport
{
    public static IEnumerable<DemoSeries> Tickets(DemoLife life)
    {
        var random = life.Random(Purpose.Support);
        var (tickets, critical) = (new DemoSeriesBuilder(DemoMetrics.SupportTickets), new DemoSeriesBuilder(DemoMetrics.OpenCriticalTickets));
        var nature = random.Between(0.6, 1.5);
        List<int> solvedOn = [];
        for (var day = life.First; day <= life.LastArrived; day++)
        {
            var health = life.Health(day);
            var crowd = Math.Sqrt(life.Seats(day)) * 0.024 * life.Calendar.Load(day);
            var opened = random.Count(crowd * nature * (1.55 - 1.3 * health) * (2 - life.Ramp(day)));
            var severe = random.Chance(Math.Min(0.05, 0.12 * crowd * (1.1 - health))) ? 1 : 0;
            var days = random.Between(2, 25);
            if (!life.Calendar.TicketsAreSilent(day)) tickets.AddCount(day, opened + severe);
            var solved = solvedOn.RemoveAll(d => d == day);
            if (severe == 1) solvedOn.Add(day + days);
            if (solved + severe > 0 || DemoCalendar.Day(day) is DayOfWeek.Monday) critical.Add(day, solvedOn.Count);
        }
        return [tickets.Build(), critical.Build()];
    }
}
