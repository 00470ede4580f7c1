using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>A stretch of days that is scored in one pass over the data.</summary>
internal readonly record struct DayStretch(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>How a run is cut up: stretches of days so that percentile inputs fit into memory, ranges of accounts so that a killed run loses little.</summary>
internal static class RunPlan
{
    private const int MostAccountDays = 20_000_000;
    private const int RangeAccountDays = 100_000;
    private const int MostAccountsInRange = 1000;
    private const int FewestAccountsInRange = 25;

    public static IEnumerable<DayStretch> Stretches(DateOnly from, DateOnly to, int accounts)
    {
        var days = Math.Max(1, MostAccountDays / Math.Max(1, accounts));
        for (var first = from; first <= to; first = first.AddDays(days))
            yield return new(first, first.AddDays(days - 1) < to ? first.AddDays(days - 1) : to);
    }

    /// <summary>Ranges over the accounts in order of their ids, leaving out those that are done.</summary>
    public static IEnumerable<(long First, long Last, int Accounts)> Ranges(IReadOnlyList<long> accountIds, DayStretch stretch, IReadOnlyCollection<ScoringRunRange> done)
    {
        var left = accountIds.Where(id => !done.Any(d => d.From == stretch.From && d.FirstAccountId <= id && id <= d.LastAccountId));
        return left.Chunk(Math.Clamp(RangeAccountDays / stretch.Days, FewestAccountsInRange, MostAccountsInRange)).Select(c => (c[0], c[^1], c.Length));
    }
}
