using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Demo;

/// <summary>What a contract is worth from a day on.</summary>
internal readonly record struct ContractStep(int From, int Seats, decimal Arr);

/// <summary>
/// How an account's contract goes: renewed or left, grown or shrunk, decided by latent health as it was some weeks before.
/// Whoever will leave starts to fade weeks ahead, also when the day itself lies behind today; one in five leaves without a sign.
/// </summary>
internal sealed class DemoContract
{
    private const int Horizon = 75;
    private const double Usual = 0.9;

    private static readonly string[] ReasonsToLeave =
    [
        "Too little used to keep paying", "Chose a competitor", "Budget cut", "Champion left and nobody took over", "Merged with another company", "Went out of business",
    ];

    private readonly DemoProfile _profile;
    private readonly DemoHealth _health;
    private readonly DemoCalendar _calendar;
    private readonly DemoRandom _random;

    private DemoContract(DemoProfile profile, DemoHealth health, DemoOptions options, DemoCalendar calendar)
    {
        (_profile, _health, _calendar) = (profile, health, calendar);
        _random = new DemoRandom(options.Seed, profile.Number, Purpose.Contract);
        Steps = [new(profile.Start, profile.Seats, profile.Seats * profile.SeatPrice)];
    }

    public List<Renewal> Renewals { get; } = [];

    public List<Outcome> Outcomes { get; } = [];

    /// <summary>What it was worth, from the start on.</summary>
    public List<ContractStep> Steps { get; }

    /// <summary>The last day as a customer, if it left.</summary>
    public int? Churned { get; private set; }

    /// <summary>The day a contract of this account starts anew after so many terms.</summary>
    public static int RenewalDay(DemoProfile profile, int terms) => DateOnly.FromDayNumber(profile.Start).AddMonths(profile.Term * terms).DayNumber;

    public static DemoContract Run(DemoProfile profile, DemoHealth health, DemoOptions options, DemoCalendar calendar)
    {
        var contract = new DemoContract(profile, health, options, calendar);
        contract.Live();
        return contract;
    }

    private void Live()
    {
        var terms = 1;
        while (RenewalDay(_profile, terms) < _calendar.First) terms++;
        for (var month = Math.Max(_calendar.First, _profile.Start + 60); Churned is null && month < _calendar.Today + Horizon; month += 30)
        {
            if (RenewalDay(_profile, terms) >= month + 30) BetweenRenewals(month + 15);
            else Renew(RenewalDay(_profile, terms++));
        }
        if (Churned >= _calendar.Today) Churned = null;
        while (Churned is null && (Renewals.Count == 0 || Renewals[^1].Day.DayNumber < _calendar.Today)) Renewals.Add(At(RenewalDay(_profile, terms++)));
    }

    private void Renew(int day)
    {
        Renewals.Add(At(day));
        var mood = _health.Mean(day - 112, day - 28) - Usual;
        var leaves = _random.Chance(DemoMath.Sigmoid(-2.75 - 1.1 * mood));
        var grows = _random.Chance(DemoMath.Sigmoid(-1.5 + 0.9 * mood + 0.9 * _profile.Growth));
        var shrinks = _random.Chance(DemoMath.Sigmoid(-2.9 - 1.1 * mood));
        var size = _random.Unit();
        if (leaves)
        {
            Leave(day);
            return;
        }
        if (day >= _calendar.Today) return;
        Record(OutcomeKind.Renewed, day, Steps[^1].Arr);
        if (grows) Resize(day, 1.06 + 0.32 * size);
        else if (shrinks) Resize(day, 0.90 - 0.30 * size);
    }

    private void BetweenRenewals(int day)
    {
        var mood = _health.Mean(day - 84, day - 28) - Usual;
        var leaves = _random.Chance(_profile.Segment.MidTermChurn * DemoMath.Exp(-1.0 * mood));
        var grows = _random.Chance(0.008 * DemoMath.Exp(0.5 * mood + 0.7 * _profile.Growth));
        var size = _random.Unit();
        if (leaves) Leave(day);
        else if (grows && day < _calendar.Today) Resize(day, 1.05 + 0.20 * size);
    }

    private void Leave(int day)
    {
        Churned = day;
        if (!_random.Chance(0.2)) _health.Slide(day - 7 * _random.Between(6, 14), day - 7, -_random.Between(1.2, 2.8));
        if (day < _calendar.Today) Record(OutcomeKind.Churned, day, Steps[^1].Arr, _random.Of(ReasonsToLeave));
    }

    private void Resize(int day, double factor)
    {
        var before = Steps[^1];
        var seats = factor > 1 ? Math.Max(before.Seats + 1, (int)(before.Seats * factor)) : Math.Max(1, Math.Min(before.Seats - 1, (int)(before.Seats * factor)));
        var arr = (decimal)seats * _profile.SeatPrice;
        if (arr == before.Arr) return;
        Steps.Add(new(day, seats, arr));
        Record(arr > before.Arr ? OutcomeKind.Expanded : OutcomeKind.Contracted, day, Math.Abs(arr - before.Arr));
    }

    private Renewal At(int day) => new() { AccountId = _profile.Number, Day = DateOnly.FromDayNumber(day) };

    private void Record(OutcomeKind kind, int day, decimal amount, string? reason = null) =>
        Outcomes.Add(new Outcome { AccountId = _profile.Number, Day = DateOnly.FromDayNumber(day), Kind = kind, Amount = amount, Reason = reason });
}
