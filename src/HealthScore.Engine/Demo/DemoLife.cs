namespace HealthScore.Engine.Demo;

/// <summary>An account's days as customer, with its health and contract: what its readings are made from.</summary>
internal sealed class DemoLife
{
    /// <summary>Days by which slow habits follow how the customer feels.</summary>
    private const int Lag = 21;

    private readonly ulong _seed;
    private readonly double[] _health;
    private readonly int[] _seats;

    public DemoLife(DemoProfile profile, DemoOptions options, DemoCalendar calendar, DemoHealth health, DemoContract contract)
    {
        (Profile, Calendar, Contract, _seed) = (profile, calendar, contract, options.Seed);
        First = Math.Max(calendar.First, profile.Start);
        var end = contract.Churned ?? calendar.Today;
        Last = Math.Min(calendar.Today - 1, end);
        _health = health.ByDay(First - Lag, end);
        _seats = new int[Math.Max(0, end - First + 1)];
        for (var i = 0; i < _seats.Length; i++) _seats[i] = contract.Steps.FindLast(s => s.From <= First + i).Seats;
    }

    public DemoProfile Profile { get; }

    public DemoCalendar Calendar { get; }

    public DemoContract Contract { get; }

    /// <summary>First day shown.</summary>
    public int First { get; }

    /// <summary>Last complete day: yesterday, or the day it left.</summary>
    public int Last { get; }

    /// <summary>Last day whose figures have arrived.</summary>
    public int LastArrived => Profile.IsLate && Last == Calendar.Today - 1 ? Last - 2 : Last;

    /// <summary>True when some of today's figures are here already.</summary>
    public bool HasToday => Contract.Churned is null && !Profile.IsLate && Profile.Number % 5 < 2;

    /// <summary>Health of each day from <see cref="First"/>.</summary>
    public double[] HealthByDay => _health.Length > Lag ? _health[Lag..] : [];

    public DemoRandom Random(Purpose purpose) => new(_seed, Profile.Number, purpose);

    public double Health(int day) => _health[day - First + Lag];

    /// <summary>Health as it was weeks before: breadth of use and opinions come after the fact.</summary>
    public double SlowHealth(int day) => _health[day - First];

    /// <summary>How far a new customer has come, from 0 to 1 in nine weeks.</summary>
    public double Ramp(int day) => Math.Min(1, 0.08 + (day - Profile.Start) / 63.0);

    /// <summary>Seats under contract on the day.</summary>
    public int Seats(int day) => _seats[day - First];

    /// <summary>Share of the seats in use: health and appetite, slowly.</summary>
    public double Utilisation(int day) =>
        Math.Clamp((0.22 + 0.70 * SlowHealth(day) + 0.07 * Profile.Growth) * (0.25 + 0.75 * Ramp(day)), 0.02, 1);
}
