namespace HealthScore.Domain.Scoring;

/// <summary>A final score of a day, as far as an outlook needs it.</summary>
/// <param name="Day">The day.</param>
/// <param name="Score">As published; null: unknown.</param>
/// <param name="VersionId">The model version.</param>
/// <param name="Coverage">0–1.</param>
/// <param name="IsManual">True when a person set it.</param>
public readonly record struct FinalScore(DateOnly Day, double? Score, int VersionId, double Coverage, bool IsManual);

/// <summary>Where a score is likely to be.</summary>
/// <param name="From">The last day known.</param>
/// <param name="To">The day looked ahead to.</param>
/// <param name="Level">The score it starts from: the median of the last days.</param>
/// <param name="Likely">The score expected, 0–100.</param>
/// <param name="Low">Four times out of five it is not below this.</param>
/// <param name="High">And not above this.</param>
public sealed record Trajectory(DateOnly From, DateOnly To, double Level, double Likely, double Low, double High);

/// <summary>Why nothing can be said of the days to come.</summary>
public enum NoOutlook
{
    /// <summary>There is no score now.</summary>
    NoScore = 1,

    /// <summary>Too few days in a row.</summary>
    TooShort = 2,

    /// <summary>Another model or version scores since.</summary>
    ModelChanged = 3,

    /// <summary>Data came or went: the score is made of something else since.</summary>
    CoverageChanged = 4,

    /// <summary>A person set the score.</summary>
    SetByHand = 5,

    /// <summary>Days without a score lie between.</summary>
    Gap = 6,

    /// <summary>It has not moved at all, which says nothing of how far it can.</summary>
    Flat = 7,
}

/// <summary>
/// Looks thirty days ahead (scoring contract, section 11): a damped Theil–Sen trend, with an interval from what the same rule got
/// wrong on this account's own past. Where its past does not allow it, the reason instead.
/// </summary>
/// <param name="Trajectory">What is likely; null: <paramref name="Why"/>.</param>
/// <param name="Why">Why there is none.</param>
/// <param name="Since">The day that stands in the way, or the first of the days that there are.</param>
public sealed record Outlook(Trajectory? Trajectory, NoOutlook? Why = null, DateOnly? Since = null)
{
    /// <summary>How many days it looks ahead.</summary>
    public const int DaysAhead = 30;

    /// <summary>How many days in a row it takes.</summary>
    public const int DaysNeeded = 120;

    /// <summary>How many it looks back at most.</summary>
    public const int DaysUsed = 365;

    private const int FitDays = 45;
    private const int LevelDays = 5;
    private const int LongestGap = 7;
    private const int Step = 3;
    private const double Share = 0.8;
    private const double Damping = 0.96;
    private const double MostCoverageChange = 0.2;

    // What is left of a slope per day after thirty days, each of which keeps 96 % of the day before.
    private static readonly double s_reach = Enumerable.Range(1, DaysAhead).Sum(i => Math.Pow(Damping, i));

    /// <summary>The outlook as of a day.</summary>
    /// <param name="scores">Final scores of one kind in day order; later ones than the day do no harm.</param>
    /// <param name="day">The day to stand on.</param>
    public static Outlook Of(IReadOnlyList<FinalScore> scores, DateOnly day)
    {
        var known = scores.Where(s => s.Day <= day && s.Day > day.AddDays(-DaysUsed)).ToList();
        if (known.Count == 0 || known[^1].Score is null || known[^1].Day < day.AddDays(-LongestGap)) return new(null, NoOutlook.NoScore);
        var (first, why, since) = Usable(known);
        var series = Daily(known, first);
        if (series.Length < DaysNeeded) return why is { } reason ? new(null, reason, since) : new(null, NoOutlook.TooShort, known[first].Day);
        if (series.AsSpan(series.Length - FitDays).IndexOfAnyExcept(series[^1]) < 0) return new(null, NoOutlook.Flat, day.AddDays(-FitDays));
        var (likely, error) = (Expected(series, series.Length - 1), Error(series));
        return new(new Trajectory(
            known[^1].Day, known[^1].Day.AddDays(DaysAhead), Level(series, series.Length - 1), likely, Math.Max(0, likely - error), Math.Min(100, likely + error)));
    }

    // Back from the last day until something makes the days before another matter.
    private static (int First, NoOutlook? Why, DateOnly? Since) Usable(List<FinalScore> known)
    {
        var last = known[^1];
        if (last.IsManual) return (known.Count - 1, NoOutlook.SetByHand, null);
        for (var i = known.Count - 1; i > 0; i--)
        {
            var (before, after) = (known[i - 1], known[i]);
            NoOutlook? why = before.IsManual ? NoOutlook.SetByHand
                : before.VersionId != after.VersionId ? NoOutlook.ModelChanged
                : before.Score is null || after.Day.DayNumber - before.Day.DayNumber > LongestGap ? NoOutlook.Gap
                : Math.Abs(before.Coverage - last.Coverage) > MostCoverageChange ? NoOutlook.CoverageChanged : null;
            if (why is not null) return (i, why, after.Day);
        }

        return (0, null, null);
    }

    // One value a day; a missing day has that of the day before.
    private static double[] Daily(List<FinalScore> known, int first)
    {
        var series = new double[known[^1].Day.DayNumber - known[first].Day.DayNumber + 1];
        for (int i = first, at = 0; i < known.Count; i++)
            for (var end = known[i].Day.DayNumber - known[first].Day.DayNumber; at <= end; at++)
                series[at] = at == end || i == first ? known[i].Score!.Value : known[i - 1].Score!.Value;
        return series;
    }

    private static double Expected(double[] series, int at) => Math.Clamp(Level(series, at) + (s_reach * Slope(series, at)), 0, 100);

    private static double Level(double[] series, int at) => Median([.. series[(at - LevelDays + 1)..(at + 1)]]);

    // Theil and Sen: the median of the slopes between all pairs of points, every third day.
    private static double Slope(double[] series, int at)
    {
        List<double> slopes = [];
        for (var i = at - FitDays + 1; i <= at; i += Step)
            for (var j = i + Step; j <= at; j += Step)
                slopes.Add((series[j] - series[i]) / (j - i));
        return Median(slopes);
    }

    // Errors of days close together are one error seen many times: what counts is how many stretches of thirty days there are.
    // The fewer, the further out lies the quantile that is taken.
    private static double Error(double[] series)
    {
        List<double> errors = [];
        for (var at = FitDays - 1; at + DaysAhead < series.Length; at += Step) errors.Add(Math.Abs(series[at + DaysAhead] - Expected(series, at)));
        errors.Sort();
        var stretches = ((double)(series.Length - DaysAhead - FitDays) / DaysAhead) + 1;
        var share = Math.Min(1, Share * (1 + (0.5 / stretches)));
        return errors[Math.Clamp((int)Math.Ceiling(share * errors.Count) - 1, 0, errors.Count - 1)];
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }
}
