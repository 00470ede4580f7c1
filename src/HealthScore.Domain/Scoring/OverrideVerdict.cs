using HealthScore.Domain.Accounts;

namespace HealthScore.Domain.Scoring;

/// <summary>Whether a person who overrode a score was right.</summary>
public enum Verdict
{
    /// <summary>It still holds.</summary>
    Open = 1,

    /// <summary>What happened by its end bore it out.</summary>
    BorneOut = 2,

    /// <summary>What happened by its end did not.</summary>
    NotBorneOut = 3,

    /// <summary>It cannot be told.</summary>
    CannotTell = 4,
}

/// <summary>How an override was judged (scoring contract, section 6).</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Outcome">The outcome that decided, if one did.</param>
/// <param name="ComputedBefore">The computed score when it began; null: none.</param>
/// <param name="ComputedAtEnd">The computed score on its last day; null: none, or it has not come.</param>
public sealed record OverrideVerdict(Verdict Verdict, Outcome? Outcome, double? ComputedBefore, double? ComputedAtEnd)
{
    /// <summary>An override that differs by less from the computed score claims nothing.</summary>
    public const double LeastClaim = 3;

    /// <summary>Judges an override as of a day.</summary>
    /// <param name="entry">The override.</param>
    /// <param name="computedBefore">The computed score of its first day, or of the last day before with one.</param>
    /// <param name="computedAtEnd">The computed score of its last day, or of the last day before with one.</param>
    /// <param name="outcomes">Outcomes of the account, in any order and of any day.</param>
    /// <param name="today">The day it is judged.</param>
    public static OverrideVerdict Of(ManualOverride entry, double? computedBefore, double? computedAtEnd, IEnumerable<Outcome> outcomes, DateOnly today)
    {
        if (entry.LastDay >= today) return new(Verdict.Open, null, computedBefore, null);
        var judged = new OverrideVerdict(Verdict.CannotTell, null, computedBefore, computedAtEnd);
        if (entry.LastDay < entry.From || computedBefore is not { } before || Math.Abs(entry.Score - before) < LeastClaim) return judged;
        var claimsGood = entry.Kind == ScoreKind.Risk ? entry.Score < before : entry.Score > before;
        var happened = outcomes.Where(o => o.Day >= entry.From && o.Day <= entry.LastDay && IsGood(o.Kind, entry.Kind) is not null)
            .OrderBy(o => IsGood(o.Kind, entry.Kind)).ThenByDescending(o => o.Day).FirstOrDefault();
        if (happened is not null) return judged with { Verdict = IsGood(happened.Kind, entry.Kind) == claimsGood ? Verdict.BorneOut : Verdict.NotBorneOut, Outcome = happened };
        if (computedAtEnd is not { } end) return judged;
        var way = (end - before) / (entry.Score - before);
        return judged with { Verdict = way >= 0.5 ? Verdict.BorneOut : Verdict.NotBorneOut };
    }

    // Bad news weighs more: a customer that expanded and left has left. That a contract was renewed says nothing of growth.
    private static bool? IsGood(OutcomeKind outcome, ScoreKind kind) => outcome switch
    {
        OutcomeKind.Churned or OutcomeKind.Contracted => false,
        OutcomeKind.Expanded => true,
        OutcomeKind.Renewed when kind != ScoreKind.Expansion => true,
        _ => null,
    };
}
