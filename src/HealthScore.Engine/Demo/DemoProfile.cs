namespace HealthScore.Engine.Demo;

/// <summary>What is settled about an account before anything happens to it.</summary>
internal sealed record DemoProfile
{
    public required int Number { get; init; }

    public required DemoSegment Segment { get; init; }

    public required string Name { get; init; }

    public required int? OwnerId { get; init; }

    /// <summary>First day as a customer, as a day number.</summary>
    public required int Start { get; init; }

    /// <summary>Months of a contract.</summary>
    public required int Term { get; init; }

    public required int Seats { get; init; }

    /// <summary>Yearly price of a seat.</summary>
    public required int SeatPrice { get; init; }

    /// <summary>Where latent health tends to, before the sigmoid.</summary>
    public required double Health { get; init; }

    /// <summary>Appetite for more, mean 0, deviation 1; independent of health.</summary>
    public required double Growth { get; init; }

    /// <summary>How much its people use such tools, 1 being usual; says nothing about health.</summary>
    public required double Habit { get; init; }

    public required double LoginsPerUser { get; init; }

    public required double ActionsPerUser { get; init; }

    public required bool UsesApi { get; init; }

    /// <summary>Nobody ever connected its data: it has a contract and nothing else.</summary>
    public required bool IsEmpty { get; init; }

    /// <summary>Its last two days have not arrived yet.</summary>
    public required bool IsLate { get; init; }

    /// <summary>Its weekly figures stopped coming weeks ago; null: they did not.</summary>
    public required int? GaugesStop { get; init; }

    public static DemoProfile Of(int number, DemoOptions options, DemoCalendar calendar)
    {
        var random = new DemoRandom(options.Seed, number, Purpose.Profile);
        var segment = Draw(random.Unit());
        var seats = (int)(segment.Seats * DemoMath.Exp(segment.SeatsSpread * random.Unit() * random.Unit()));
        var price = 12 * random.Between(segment.Price.Low, segment.Price.High);
        var start = StartDay(random, calendar);
        var owner = DemoPeople.OwnerOf(number, segment, random);
        return new()
        {
            Number = number,
            Segment = segment,
            Name = DemoNames.Of(number, segment.Name == "Public sector", random),
            OwnerId = random.Chance(0.015) ? null : owner,
            Start = start,
            Term = random.Of(segment.Terms),
            Seats = seats,
            SeatPrice = price,
            Health = segment.Health + 0.85 * random.Normal() - (random.Chance(0.10) ? 1.6 : 0),
            Growth = random.Normal(),
            Habit = random.Between(0.75, 1.25),
            LoginsPerUser = random.Between(1.2, 2.2),
            ActionsPerUser = random.Between(0.7, 1.3),
            UsesApi = random.Chance(segment.ApiShare),
            IsEmpty = random.Chance(0.02),
            IsLate = random.Chance(0.10),
            GaugesStop = random.Chance(0.05) ? calendar.Today - random.Between(25, 70) : null,
        };
    }

    private static DemoSegment Draw(double unit)
    {
        foreach (var segment in DemoSegment.All)
        {
            if (unit < segment.Share) return segment;
            unit -= segment.Share;
        }
        return DemoSegment.All[^1];
    }

    // Most have been customers for years; about a third came during the months shown; a few have only just signed.
    private static int StartDay(DemoRandom random, DemoCalendar calendar) => random.Unit() switch
    {
        < 0.66 => calendar.First - 1 - (int)(1500 * random.Unit() * random.Unit()),
        < 0.93 => random.Between(calendar.First, calendar.Today - 60),
        < 0.98 => random.Between(calendar.Today - 59, calendar.Today - 8),
        _ => random.Between(calendar.Today - 6, calendar.Today),
    };
}
