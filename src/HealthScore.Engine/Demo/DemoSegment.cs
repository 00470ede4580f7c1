namespace HealthScore.Engine.Demo;

/// <summary>What customers of one segment have in common.</summary>
internal sealed record DemoSegment
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Share of all accounts.</summary>
    public required double Share { get; init; }

    /// <summary>Seats of the smallest customer.</summary>
    public required double Seats { get; init; }

    /// <summary>Logarithm of how many times larger the largest is.</summary>
    public required double SeatsSpread { get; init; }

    /// <summary>Lowest and highest price of a seat a month.</summary>
    public required (int Low, int High) Price { get; init; }

    /// <summary>Months of a contract, drawn from.</summary>
    public required IReadOnlyList<int> Terms { get; init; }

    /// <summary>Where latent health stands on average, before it goes through the sigmoid.</summary>
    public required double Health { get; init; }

    /// <summary>Monthly odds of leaving in the middle of a contract, for an average customer.</summary>
    public required double MidTermChurn { get; init; }

    /// <summary>Trouble with payments, 1 being usual.</summary>
    public required double PaymentTrouble { get; init; }

    /// <summary>Days an invoice stays unpaid although nothing is wrong.</summary>
    public required double PaymentDelay { get; init; }

    /// <summary>Share of accounts that use the API.</summary>
    public required double ApiShare { get; init; }

    /// <summary>Days between touches of a CSM.</summary>
    public required int TouchEvery { get; init; }

    /// <summary>Share of accounts whose CSM keeps a pulse.</summary>
    public required double PulseShare { get; init; }

    /// <summary>The CSMs of the first three hundred accounts.</summary>
    public required IReadOnlyList<int> Owners { get; init; }

    public static IReadOnlyList<DemoSegment> All { get; } =
    [
        new()
        {
            Id = 1, Name = "Enterprise", Share = 0.12, Seats = 240, SeatsSpread = 2.4, Price = (46, 62), Terms = [12, 12, 24, 36], Health = 1.30,
            MidTermChurn = 0.0004, PaymentTrouble = 0.3, PaymentDelay = 9, ApiShare = 0.9, TouchEvery = 12, PulseShare = 1, Owners = [1, 2, 3],
        },
        new()
        {
            Id = 2, Name = "Mid-market", Share = 0.27, Seats = 60, SeatsSpread = 2.0, Price = (50, 68), Terms = [12], Health = 1.25,
            MidTermChurn = 0.001, PaymentTrouble = 0.7, PaymentDelay = 4, ApiShare = 0.7, TouchEvery = 20, PulseShare = 0.9, Owners = [3, 4, 5, 6],
        },
        new()
        {
            Id = 3, Name = "SMB", Share = 0.37, Seats = 9, SeatsSpread = 2.0, Price = (52, 75), Terms = [12, 12, 6], Health = 1.10,
            MidTermChurn = 0.003, PaymentTrouble = 1.3, PaymentDelay = 3, ApiShare = 0.4, TouchEvery = 40, PulseShare = 0.5, Owners = [6, 7, 8, 9],
        },
        new()
        {
            Id = 4, Name = "Startup", Share = 0.15, Seats = 5, SeatsSpread = 1.7, Price = (36, 60), Terms = [6, 12], Health = 1.00,
            MidTermChurn = 0.006, PaymentTrouble = 2, PaymentDelay = 5, ApiShare = 0.6, TouchEvery = 45, PulseShare = 0.3, Owners = [10, 11],
        },
        new()
        {
            Id = 5, Name = "Public sector", Share = 0.09, Seats = 45, SeatsSpread = 2.7, Price = (34, 46), Terms = [12, 24], Health = 1.25,
            MidTermChurn = 0.0003, PaymentTrouble = 0.4, PaymentDelay = 24, ApiShare = 0.3, TouchEvery = 28, PulseShare = 0.9, Owners = [12],
        },
    ];
}
