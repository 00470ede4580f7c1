using HealthScore.Domain.Accounts;

namespace HealthScore.Domain.Scoring;

/// <summary>How a pulse was judged (scoring contract, section 6).</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="On">The day it is judged, or was.</param>
/// <param name="Said">The band that the pulse says, by the default thresholds of health.</param>
/// <param name="Outcome">The outcome that decided, if one did.</param>
/// <param name="Computed">The computed health score of that day, where it decided or could not; null: there was none that the pulse has no part in, or an outcome decided.</param>
public sealed record PulseVerdict(Verdict Verdict, DateOnly On, Band Said, Outcome? Outcome = null, double? Computed = null)
{
    /// <summary>A pulse is judged by what happened in so many days, and not before it has expired.</summary>
    public const int JudgedAfter = 90;

    /// <summary>The day a pulse is judged, unless the customer leaves before: one on which it no longer counts, if it expires at all.</summary>
    public static DateOnly DayOf(Pulse pulse)
    {
        var usual = pulse.Day.AddDays(JudgedAfter);
        return FreeFrom(pulse) is { } free && free > usual ? free : usual;
    }

    /// <summary>The first day whose score the pulse has no part in; null: it does not expire.</summary>
    public static DateOnly? FreeFrom(Pulse pulse) => pulse.Expires?.AddDays(1);

    /// <summary>Judges a pulse as of a day.</summary>
    /// <param name="pulse">The pulse.</param>
    /// <param name="computed">The computed health score of the day it is judged, or of the last day before with one; null where the pulse has a part in it.</param>
    /// <param name="outcomes">Outcomes of the account, in any order and of any day.</param>
    /// <param name="today">The day it is looked at.</param>
    public static PulseVerdict Of(Pulse pulse, double? computed, IEnumerable<Outcome> outcomes, DateOnly today)
    {
        var (said, on) = (BandOf(pulse.Score), DayOf(pulse));
        // Bad news weighs more: a customer that expanded and left has left.
        var happened = outcomes.Where(o => o.Day > pulse.Day && o.Day <= on && o.Day <= today).OrderBy(o => IsGood(o.Kind)).ThenBy(o => o.Kind != OutcomeKind.Churned).ThenByDescending(o => o.Day).FirstOrDefault();
        // After the last day nothing more can happen.
        if (happened is { Kind: OutcomeKind.Churned }) return new(Sided(said, isGood: false), happened.Day, said, happened);
        if (on >= today) return new(Verdict.Open, on, said);
        if (happened is not null) return new(Sided(said, IsGood(happened.Kind)), on, said, happened);
        return computed is { } score ? new(Compared(said, BandOf(score)), on, said, Computed: score) : new(Verdict.CannotTell, on, said);
    }

    // Yellow takes no side.
    private static Verdict Sided(Band said, bool isGood) =>
        said == Band.Yellow ? Verdict.CannotTell : said == Band.Green == isGood ? Verdict.BorneOut : Verdict.NotBorneOut;

    // A band beside the one that was said is neither right nor wrong.
    private static Verdict Compared(Band said, Band found) =>
        said == found ? Verdict.BorneOut : said != Band.Yellow && found != Band.Yellow ? Verdict.NotBorneOut : Verdict.CannotTell;

    private static bool IsGood(OutcomeKind outcome) => outcome is OutcomeKind.Renewed or OutcomeKind.Expanded;

    private static Band BandOf(double score) => BandThresholds.Default(ScoreKind.Health).RawBand(ScoreKind.Health, score);
}
