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

/// <summary>Accounts that are measured together, in order of their ids.</summary>
/// <param name="Ids">All of them.</param>
/// <param name="Left">Those that are still to be scored.</param>
internal sealed record AccountRange(ArraySegment<long> Ids, IReadOnlySet<long> Left)
{
    public long First => Ids[0];

    public long Last => Ids[^1];

    /// <summary>Those still to be scored, as a condition.</summary>
    public AccountSet Scored => Left.Count == Ids.Count ? new(First, Last) : AccountSet.Of([.. Left]);
}

/// <summary>How a run is cut up: stretches of days so that what is measured fits into memory or a file, ranges of accounts so that a killed run loses little.</summary>
internal static class RunPlan
{
    /// <summary>How many days make a stretch, for so many accounts.</summary>
    public static int StretchDays(int accounts, RunSizes sizes) => Math.Max(1, sizes.StretchAccountDays / Math.Max(1, accounts));

    public static IEnumerable<DayStretch> Stretches(ScoringRun run, int stretchDays) => Days(run).Chunk(stretchDays).Select(days => new DayStretch(days));

    /// <summary>
    /// Ranges over the accounts, which are in order of their ids; those of a finished range have nothing left to be scored. Where
    /// there are final scores, those between the days are read as well, so that ranges are smaller.
    /// </summary>
    public static IEnumerable<AccountRange> Ranges(long[] accounts, DayStretch stretch, IReadOnlyCollection<ScoringRunRange> done, bool hasFinal, RunSizes sizes)
    {
        var finished = done.Where(d => d.From == stretch.From).ToList();
        var days = hasFinal ? stretch.To.DayNumber - stretch.From.DayNumber + 1 : stretch.Days.Length;
        var size = Math.Clamp(sizes.RangeAccountDays / days, sizes.FewestAccounts, sizes.MostAccounts);
        for (var first = 0; first < accounts.Length; first += size)
        {
            var ids = new ArraySegment<long>(accounts, first, Math.Min(size, accounts.Length - first));
            yield return new(ids, ids.Where(id => !finished.Exists(d => d.FirstAccountId <= id && id <= d.LastAccountId)).ToHashSet());
        }
    }

    /// <summary>The days that a run scores, as spans without gaps.</summary>
    public static IEnumerable<(DateOnly From, DateOnly To)> Spans(ScoringRun run) => run.MonthEndsOnly ? Days(run).Select(d => (d, d)) : [(run.From, run.To)];

    public static bool IsMonthEnd(DateOnly day) => day.AddDays(1).Day == 1;

    public static IEnumerable<DateOnly> Days(ScoringRun run) =>
        Enumerable.Range(0, run.To.DayNumber - run.From.DayNumber + 1).Select(run.From.AddDays).Where(d => !run.MonthEndsOnly || IsMonthEnd(d));
}
