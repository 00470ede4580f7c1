using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Demo;

/// <summary>What happens to an account: champions leave, payments fail, companies merge, projects end. Each moves latent health.</summary>
internal static class DemoEvents
{
    private const int Month = 30;

    /// <summary>Months ago in which start-ups' prices went up; their health has slid since.</summary>
    private const int PriceRise = 130;

    /// <summary>Writes the events' marks on the health and returns the ones that people know of.</summary>
    public static List<RiskEvent> Happen(DemoProfile profile, DemoHealth health, DemoOptions options, DemoCalendar calendar)
    {
        if (profile.Segment.Name == "Startup") health.Slide(calendar.Today - PriceRise, calendar.Today - 40, -0.7);
        var random = new DemoRandom(options.Seed, profile.Number, Purpose.Events);
        var events = new List<RiskEvent>();
        var openUntil = new Dictionary<string, int>();
        for (var month = calendar.First - 90; month < calendar.Today; month += Month)
        {
            var day = month + random.Between(0, Month - 1);
            var draw = random.Unit();
            var length = random.Unit();
            if (day < profile.Start + 30) continue;
            var unwell = 1.3 - health.At(day);
            if (draw < 0.019 * unwell) Open("champion_left", day, 40 + (int)(130 * length), -1.15, 9, "The champion changed jobs; no successor named yet.");
            else if ((draw -= 0.019 * unwell) < 0.026 * unwell * profile.Segment.PaymentTrouble) Open("payment_failed", day, 8 + (int)(50 * length), -0.35, 5, "The bank returned the payment twice.");
            else if ((draw -= 0.026 * unwell * profile.Segment.PaymentTrouble) < 0.0025) Open("merger", day, 90 + (int)(90 * length), -0.8, 26, "Merging with a company that uses another tool.");
            else if ((draw -= 0.0025) < 0.018) health.Jolt(day, -1.3, 3);
            else if ((draw -= 0.018) < 0.02) health.Jolt(day, 0.9, 12);
        }
        return events;

        void Open(string type, int day, int days, double jolt, double halfLife, string note)
        {
            if (day < openUntil.GetValueOrDefault(type)) return;
            health.Jolt(day, jolt, halfLife);
            openUntil[type] = day + days;
            if (day + days < calendar.First || day >= calendar.Today) return;
            DateOnly? closed = day + days <= calendar.Today ? DateOnly.FromDayNumber(day + days) : null;
            events.Add(new RiskEvent { AccountId = profile.Number, Type = type, Opened = DateOnly.FromDayNumber(day), Closed = closed, Note = note });
        }
    }
}
