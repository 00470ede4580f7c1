using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Segments;

namespace HealthScore.Benchmarks.Workloads;

/// <summary>
/// The company that is measured: accounts of 5 segments and 4 stages, 12 metrics, readings on 61 % of the days of some months,
/// 20 measures per account with curves that differ by segment and stage. The same every time and on every machine.
/// </summary>
/// <param name="Accounts">How many.</param>
/// <param name="Months">Months with readings, the last one ending with <see cref="LastDay"/>.</param>
internal sealed record Workload(int Accounts, int Months = Workload.UsualMonths)
{
    /// <summary>What the ninety days of the longest window need.</summary>
    public const int UsualMonths = 3;

    public const int Segments = 5;
    public const int Stages = 4;

    private const int AccountsPerOwner = 40;
    private const int MostOwners = 300;

    /// <summary>The last day with readings, and the last that can be scored.</summary>
    public static readonly DateOnly LastDay = new(2026, 6, 30);

    public DateOnly FirstDay => new DateOnly(LastDay.Year, LastDay.Month, 1).AddMonths(1 - Months);

    public int Owners => Math.Clamp(Accounts / AccountsPerOwner, 1, MostOwners);

    public WorkloadAccount Account(long id) => WorkloadAccount.Of(id, Owners);

    public static IReadOnlyList<Segment> CreateSegments() =>
        [.. new[] { "Small", "Medium", "Large", "Enterprise", "Strategic" }.Select((name, i) => new Segment { Id = i + 1, Name = name, Position = i })];

    public static IReadOnlyList<Stage> CreateStages() =>
        [.. new[] { "Onboarding", "Adoption", "Value", "Renewal" }.Select((name, i) => new Stage { Id = i + 1, Name = name, JourneyId = 1, Position = i })];

    public IEnumerable<Owner> CreateOwners() =>
        Enumerable.Range(1, Owners).Select(i => new Owner { Id = i, Name = $"Owner {i:000}", Email = $"owner{i}@workload.example" });

    /// <summary>Readings of some accounts on some days, account by account.</summary>
    public static IEnumerable<Reading> Readings(long firstAccount, long lastAccount, DateOnly from, DateOnly to)
    {
        for (var account = firstAccount; account <= lastAccount; account++)
            for (short metric = 1; metric <= WorkloadMetrics.Count; metric++)
            {
                var series = new WorkloadSeries(account, metric);
                for (var day = from.DayNumber; day <= to.DayNumber; day++)
                    if (series.On(day) is { } value) yield return new(account, metric, day, value);
            }
    }
}
