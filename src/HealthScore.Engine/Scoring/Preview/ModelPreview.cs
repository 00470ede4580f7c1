using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>Reds of one owner before and after.</summary>
/// <param name="OwnerId">Null: accounts without an owner.</param>
/// <param name="Accounts">How many the draft scores.</param>
/// <param name="RedsBefore">Red as published.</param>
/// <param name="RedsAfter">Red under the draft.</param>
/// <param name="NewReds">Red only under the draft.</param>
/// <param name="NewRedArr">What these are worth.</param>
public sealed record OwnerEffect(int? OwnerId, int Accounts, int RedsBefore, int RedsAfter, int NewReds, decimal NewRedArr);

/// <summary>All accounts that a draft would score, as they are published and as the draft would score them on the same day. Lives as long as whoever looks at it; nothing of it is a stored score.</summary>
public sealed class ModelPreview
{
    private readonly IReadOnlyDictionary<int, ModelEffect> _effects;
    private readonly IReadOnlyDictionary<int, BandThresholds> _thresholds;
    private readonly IReadOnlyDictionary<string, Metric> _metrics;

    internal ModelPreview(
        PreviewSubject subject, int revision, DateOnly day, bool isScored, int elsewhere, PreviewedAccount[] accounts,
        IReadOnlyDictionary<int, ModelEffect> effects, IReadOnlyDictionary<int, BandThresholds> thresholds, IReadOnlyDictionary<string, Metric> metrics)
    {
        (Subject, Day, IsScored, Elsewhere, Accounts, _effects, _thresholds, _metrics) = (subject, day, isScored, elsewhere, accounts, effects, thresholds, metrics);
        Summary = new(revision, day, [.. accounts.GroupBy(a => (a.Before, a.After)).OrderBy(g => g.Key).Select(g => new BandMove(g.Key.Before, g.Key.After, g.Count(), g.Sum(a => a.Arr)))]);
    }

    /// <summary>What was looked at.</summary>
    public PreviewSubject Subject { get; }

    /// <summary>The day whose data was scored: the last one scored for good. Segment, stage and owner are those of the day that lasts.</summary>
    public DateOnly Day { get; }

    /// <summary>False when no day was scored for good yet, so that there is nothing to compare with.</summary>
    public bool IsScored { get; }

    /// <summary>Accounts of the segment and stage that a more specific model scores, and which the draft does not touch.</summary>
    public int Elsewhere { get; }

    /// <summary>Those that the actor may see, in the order of their ids.</summary>
    public IReadOnlyList<PreviewedAccount> Accounts { get; }

    /// <summary>How many go from which band to which.</summary>
    public PreviewSummary Summary { get; }

    /// <summary>How many accounts lie in each of the equal parts of 0–100, the last of which holds 100.</summary>
    public int[] Histogram(Func<PreviewedAccount, double?> score, int parts)
    {
        var counts = new int[parts];
        foreach (var account in Accounts)
            if (score(account) is { } s) counts[Math.Clamp((int)(s / 100 * parts), 0, parts - 1)]++;
        return counts;
    }

    /// <summary>Per owner, those with the most new reds first.</summary>
    public IReadOnlyList<OwnerEffect> Owners() =>
    [
        .. Accounts.GroupBy(a => a.OwnerId).Select(g => new OwnerEffect(
                g.Key, g.Count(), g.Count(a => a.Before == Band.Red), g.Count(a => a.After == Band.Red),
                g.Count(a => a is { After: Band.Red, Before: not Band.Red }), g.Where(a => a is { After: Band.Red, Before: not Band.Red }).Sum(a => a.Arr)))
            .OrderByDescending(o => o.NewReds).ThenByDescending(o => o.NewRedArr).ThenBy(o => o.OwnerId),
    ];

    /// <summary>The accounts that a filter lets through: first whose score gets worst, and what is worth most where they are equal.</summary>
    public IReadOnlyList<PreviewedAccount> Moves(MoveFilter filter)
    {
        var worse = Subject.Kind == ScoreKind.Risk ? -1 : 1;
        return [.. Accounts.Where(a => filter.Holds(a)).OrderBy(a => worse * a.Change ?? double.MaxValue).ThenByDescending(a => a.Arr).ThenBy(a => a.Id)];
    }

    /// <summary>Why an account's score would be another one, the strongest cause first; at most three.</summary>
    public IReadOnlyList<MoveReason> ReasonsOf(PreviewedAccount account)
    {
        if (account.VersionBefore == 0) return [new("Had no score", 0)];
        if (account is { ScoreBefore: null, ScoreAfter: null }) return [new("Has too little data under both", 0)];
        if (account.ScoreAfter is null) return [new("Has too little data for a score", 0)];
        if (account.ScoreBefore is null) return [new("Has enough data for a score now", 0)];
        var measures = _effects[account.VersionBefore].Measures;
        List<MoveReason> reasons = [.. new[] { account.First, account.Second, account.Third }.Where(e => e.Points != 0).Select(e => new MoveReason(EffectInWords.Of(e, MeasureName.Of(measures[e.Measure], _metrics)), e.Points))];
        if (Math.Abs(account.Overrides) >= 0.005) reasons.Add(new("Rules and overrides", account.Overrides));
        if (reasons.Count > 0) return [.. reasons.OrderByDescending(r => Math.Abs(r.Points)).Take(3)];
        if (Math.Abs(account.Change ?? 0) >= 0.005) return [new("Another method makes the score", account.Change ?? 0)];
        var thresholds = Subject.Definition.Bands ?? BandThresholds.Default(Subject.Kind);
        return account.Before == account.After ? [] : [new(_thresholds[account.VersionBefore] == thresholds ? "The band was held; a new version starts from the thresholds" : "The thresholds of the bands are others", 0)];
    }
}
