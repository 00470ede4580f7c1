using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Scoring;

/// <summary>A measure's line in the breakdown of a score.</summary>
/// <param name="Meaning">What it means, in whole sentences.</param>
/// <param name="ShownEarned">Points earned to one decimal, so that all of them add up to the score as shown.</param>
/// <param name="Target">The sub-score that all or none asks for; null: the method is another.</param>
/// <param name="IsShort">True when it stays below its target.</param>
/// <param name="ShownLost">Points lost to one decimal, so that all of them add up to what is missing to 100.</param>
public sealed record MeasureLine(
    string Id, string Name, string Unit, MeasureSource Source, MissingPolicy Missing, IReadOnlyList<string> Meaning, MeasureStatus Status, double? Value, double? SubScore,
    double NominalWeight, double? Weight, double? Earned, double? Lost, double? ShownEarned, double? ShownLost, double? ValueBefore, double? Target = null, bool IsShort = false);

/// <summary>A dimension of the breakdown, with its measures worst first.</summary>
public sealed record DimensionLines(string Name, double? Score, Band Band, double NominalWeight, double Lost, IReadOnlyList<MeasureLine> Measures);

/// <summary>A score of one day with all that explains it, down to the values.</summary>
/// <param name="ComparedWith">The day <paramref name="Why"/> compares with; null: there is none.</param>
/// <param name="WithoutScore">Why there is no computed score, in words; null: there is one.</param>
/// <param name="Waterfall">The change as shown, cause by cause; null where there is no split.</param>
public sealed record ScoreView(
    DateOnly Day, ScoreKind Kind, bool IsProvisional, double? Computed, double? Published, Band Band, Band RawBand, bool IsManual, double Coverage, ScoreBounds? Bounds,
    int ModelId, string ModelName, int VersionId, int VersionNumber, DateOnly VersionPublished, ScoringMethod Method, BandThresholds Thresholds, string? WithoutScore,
    IReadOnlyList<DimensionLines> Dimensions, IReadOnlyList<string> Rules, DateOnly? ComparedWith, double? Change, WhyItMoved? Why, IReadOnlyList<Reason> Reasons, Waterfall? Waterfall)
{
    /// <summary>When the run that made it ended; null: it is provisional and may have been made again at any moment since, or no run can be named.</summary>
    public DateTimeOffset? ComputedAt { get; init; }
}

/// <summary>Explains a stored score: points earned and lost to the values, and why it moved against an earlier day.</summary>
public sealed class ReadScore(IDbContextFactory<HealthScoreDb> factory, NpgsqlDataSource source, ReadingStore readings, OrganisationClock clock)
{
    /// <summary>The score of the day, or of the last day before it that was scored for all. Compared with the last final score on or before the other day, and before its own.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="kind">Which of its scores.</param>
    /// <param name="day">The day looked at.</param>
    /// <param name="comparedWith">The other day; null: the one that changes are measured from (<see cref="ComparedDay"/>), counted from the score's own day.</param>
    /// <param name="culture">How numbers and days are written.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<ScoreView>> RunAsync(Actor actor, long accountId, ScoreKind kind, DateOnly day, DateOnly? comparedWith, CultureInfo culture, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        if (!await db.CurrentAccounts.SeenBy(actor).AnyAsync(a => a.AccountId == accountId, ct)) return Error.NotFound("account");
        var now = await LatestAsync(db.Scores, accountId, kind, day, ct);
        if (now is null || now.Day < await ScoreOfDay.FirstAsync(db, day, ct)) return NotScored(now, culture);
        // A model may have ended since the night.
        if (day == clock.Today && now.Published is not null && !(await ScoreOfDay.KnownNowAsync(db, accountId, ct)).Contains(kind)) return NotScored(now, culture);
        var other = comparedWith ?? ComparedDay.Wanted(now.Day);
        var before = await LatestAsync(db.Scores.Where(s => !s.Provisional), accountId, kind, other < now.Day ? other : now.Day.AddDays(-1), ct);
        var asOfBefore = before is null ? null : (await new EarlierMeasures(source, readings).AsOfAsync(db, [(before, now)], ct)).GetValueOrDefault(accountId);
        var explainer = await ScoreExplainer.ForAsync(db, before is null ? [now] : [before, now], culture, ct);
        return explainer.Explain(now, before, asOfBefore) with { ComputedAt = now.Provisional ? null : await ComputedAtAsync(db, now.Day, ct) };
    }

    private static Error NotScored(ScoreRow? last, CultureInfo culture) => new(
        "not_scored", "This account has no score on that day: it was not active, or no model applies to its segment and stage."
            + (last is null ? "" : $" It was last scored on {Days.Day(last.Day, culture)}."));

    // A run that failed, was stopped or is still on has come to some of the accounts, and nobody can tell to which.
    private static async Task<DateTimeOffset?> ComputedAtAsync(HealthScoreDb db, DateOnly day, CancellationToken ct)
    {
        var isMonthEnd = RunPlan.IsMonthEnd(day);
        var run = await db.ScoringRuns.AsNoTracking()
            .Where(r => r.StartedAt != null && r.From <= day && r.To >= day && !(r.IsProvisional && r.To == day) && (isMonthEnd || !r.MonthEndsOnly))
            .OrderByDescending(r => r.StartedAt).Select(r => new { r.Status, r.EndedAt }).FirstOrDefaultAsync(ct);
        return run?.Status == RunStatus.Finished ? run.EndedAt : null;
    }

    private static Task<ScoreRow?> LatestAsync(IQueryable<ScoreRow> scores, long accountId, ScoreKind kind, DateOnly day, CancellationToken ct) =>
        scores.AsNoTracking().Where(s => s.AccountId == accountId && s.Kind == kind && s.Day <= day).OrderByDescending(s => s.Day).FirstOrDefaultAsync(ct);
}
