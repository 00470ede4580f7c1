using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>Days that are scored in one pass over the data, ascending.</summary>
internal sealed record DayStretch(DateOnly[] Days)
{
    public DateOnly From => Days[0];

    public DateOnly To => Days[^1];

    public int IndexOf(DateOnly day) => Array.BinarySearch(Days, day);
}

/// <summary>Accounts that are measured and scored together: all whose ids lie between two.</summary>
internal sealed record AccountRange(long First, long Last)
{
    public AccountSet Accounts => new(First, Last);

    public bool Holds(long account) => First <= account && account <= Last;

    /// <summary>How many of these, in ascending order, it holds.</summary>
    public int CountOf(long[] accounts) => Below(accounts, Last + 1) - Below(accounts, First);

    private static int Below(long[] accounts, long id)
    {
        var at = Array.BinarySearch(accounts, id);
        return at < 0 ? ~at : at;
    }
}

/// <summary>How a run is cut up: stretches of days so that what is measured fits into memory or a file, ranges of accounts so that a killed run loses little.</summary>
internal static class RunPlan
{
    /// <summary>How many days make a stretch, for so many accounts.</summary>
    public static int StretchDays(int accounts, RunSizes sizes) => Math.Max(1, sizes.StretchAccountDays / Math.Max(1, accounts));

    public static IEnumerable<DayStretch> Stretches(ScoringRun run, int stretchDays) => Days(run).Chunk(stretchDays).Select(days => new DayStretch(days));

    /// <summary>How many accounts make a range. Where there are final scores, those between the days are read as well, so that ranges are smaller.</summary>
    public static int RangeSize(DayStretch stretch, bool hasFinal, RunSizes sizes) =>
        Math.Clamp(sizes.RangeAccountDays / (hasFinal ? stretch.To.DayNumber - stretch.From.DayNumber + 1 : stretch.Days.Length), sizes.FewestAccounts, sizes.MostAccounts);

    /// <summary>Ranges over those accounts, in order of their ids, that lie in none that is done, and none around one that is.</summary>
    public static IEnumerable<AccountRange> Ranges(long[] accounts, IReadOnlyCollection<AccountRange> done, int size) =>
        accounts.Where(id => !done.Any(d => d.Holds(id))).GroupBy(id => done.Count(d => d.Last < id))
            .SelectMany(between => between.Chunk(size)).Select(ids => new AccountRange(ids[0], ids[^1]));

    /// <summary>The days that a run scores, as spans without gaps.</summary>
    public static IEnumerable<(DateOnly From, DateOnly To)> Spans(ScoringRun run) => run.MonthEndsOnly ? Days(run).Select(d => (d, d)) : [(run.From, run.To)];

    public static bool IsMonthEnd(DateOnly day) => day.AddDays(1).Day == 1;

    public static IEnumerable<DateOnly> Days(ScoringRun run) =>
        Enumerable.Range(0, run.To.DayNumber - run.From.DayNumber + 1).Select(run.From.AddDays).Where(d => !run.MonthEndsOnly || IsMonthEnd(d));
}
