using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Retention;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>
/// What the last months would have looked like under a definition, beside what was published. All month ends are scored in one
/// pass, each as on the first day of a version; nothing is stored, and history stays as it was published.
/// </summary>
public sealed class RestateTrend(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, OrganisationClock clock, IOptions<RetentionOptions> kept)
{
    private const int Months = 12;

    /// <summary>The month ends before a day and the day itself. Whom the definition would have scored at a month's end is told by segment and stage of then, on the last day by those of today, as in the preview.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="subject">The definition and whom it would score.</param>
    /// <param name="day">The last day.</param>
    /// <param name="progress">Told now and then, from any thread.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<RestatedTrend>> RunAsync(Actor actor, PreviewSubject subject, DateOnly day, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        if (!actor.May(Permission.EditModels)) return Error.Forbidden("preview a model");
        await using var db = await factory.CreateDbContextAsync(ct);
        var settings = await ScoringSettings.LoadAsync(db, ct);
        if (ModelValidator.Check(subject.Definition, settings.Metrics) is { Count: > 0 } errors) return Result<RestatedTrend>.Fail(errors);
        var lookBack = settings.Compile(DraftPass.DraftId, subject.Kind, subject.Definition).LookBack;
        DateOnly[] days = [.. Enumerable.Range(1, Months).Select(i => new DateOnly(day.Year, day.Month, 1).AddMonths(i - Months).AddDays(-1)).Where(d => d < day && HasReadings(d.AddDays(-lookBack))), day];
        var restated = await RestatedAsync(db, settings, actor, subject, days, [.. days[..^1], clock.Today], progress, ct);
        // A segment or stage that was made lately has no past: its accounts have.
        var byPresent = days.Length > 1 && restated.Keys.All(d => d == day);
        if (byPresent) restated = await RestatedAsync(db, settings, actor, subject, days, [.. days.Select(_ => clock.Today)], progress, ct);
        var published = byPresent ? [] : await PublishedAsync(db, settings, actor, subject, days[..^1], ct);
        foreach (var (on, sums) in await PublishedOfPresentAsync(db, settings, actor, subject, byPresent ? days : [day], ct)) published.Add(on, sums);
        return new RestatedTrend([.. days.Where(restated.ContainsKey).Select(d => new RestatedMonth(d, published.GetValueOrDefault(d) ?? [], restated[d]))], byPresent);
    }

    private bool HasReadings(DateOnly day) => kept.Value.ReadingsFrom(clock.Today) is not { } first || day >= first;

    private async Task<Dictionary<DateOnly, List<BandSum>>> RestatedAsync(
        HealthScoreDb db, ScoringSettings settings, Actor actor, PreviewSubject subject, DateOnly[] days, DateOnly[] placed, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        var pass = new DraftPass(source, readings, settings, subject, days, placed, clock.Today);
        var ranges = await pass.RunAsync(
            await db.SeenAccountsAsync(actor, ct), (_, _, _) => Task.FromResult(new Dictionary<(DateOnly Day, Band Band), BandSum>()),
            (sums, account, measured, result) =>
            {
                var sum = sums.GetValueOrDefault((measured.Day, result.Band)) ?? new(result.Band, 0, 0, 0);
                sums[(measured.Day, result.Band)] = new(result.Band, sum.Accounts + 1, sum.Arr + account.Arr, sum.ScoreSum + (result.Published ?? 0));
            }, progress, ct);
        return ByDay(ranges.SelectMany(r => r.Select(s => (s.Key.Day, s.Value))));
    }

    // By segment and stage as on the day, which tells whom the draft would have scored. Of all from the daily sums; of one owner's accounts
    // from their scores, because these accounts may have been another's on that day.
    private async Task<Dictionary<DateOnly, List<BandSum>>> PublishedAsync(HealthScoreDb db, ScoringSettings settings, Actor actor, PreviewSubject subject, DateOnly[] days, CancellationToken ct)
    {
        var sums = actor.Scope is null
            ? await db.PortfolioTotals.AsNoTracking().Where(p => p.Kind == subject.Kind && days.Contains(p.Day)).Select(p => new { p.Day, p.SegmentId, p.StageId, p.Band, p.Accounts, p.Arr, p.ScoreSum }).ToListAsync(ct)
            : await db.Scores.Where(s => s.Kind == subject.Kind && days.Contains(s.Day) && db.CurrentAccounts.SeenBy(actor).Any(a => a.AccountId == s.AccountId))
                .Select(s => new { s.Day, s.SegmentId, s.StageId, s.Band, Accounts = 1, s.Arr, ScoreSum = s.Published ?? 0 }).ToListAsync(ct);
        return ByDay(sums.Where(s => subject.Scope.Holds(settings.Chooser, clock.Today, s.SegmentId, s.StageId)).Select(s => (s.Day, new BandSum(s.Band, s.Accounts, s.Arr, s.ScoreSum))));
    }

    // By segment and stage of today, whatever they were on the day.
    private async Task<Dictionary<DateOnly, List<BandSum>>> PublishedOfPresentAsync(HealthScoreDb db, ScoringSettings settings, Actor actor, PreviewSubject subject, DateOnly[] days, CancellationToken ct)
    {
        var sums = await (from a in db.CurrentAccounts.SeenBy(actor)
                          where (subject.SegmentId == null || a.SegmentId == subject.SegmentId) && (subject.StageId == null || a.StageId == subject.StageId)
                          join s in db.Scores on a.AccountId equals s.AccountId
                          where s.Kind == subject.Kind && days.Contains(s.Day) && !s.Provisional
                          group s by new { s.Day, a.SegmentId, a.StageId, s.Band } into g
                          select new { g.Key.Day, g.Key.SegmentId, g.Key.StageId, g.Key.Band, Accounts = g.Count(), Arr = g.Sum(s => s.Arr), ScoreSum = g.Sum(s => s.Published ?? 0) }).ToListAsync(ct);
        return ByDay(sums.Where(s => subject.Scope.Holds(settings.Chooser, clock.Today, s.SegmentId, s.StageId)).Select(s => (s.Day, new BandSum(s.Band, s.Accounts, s.Arr, s.ScoreSum))));
    }

    private static Dictionary<DateOnly, List<BandSum>> ByDay(IEnumerable<(DateOnly Day, BandSum Sum)> sums) => sums.GroupBy(s => s.Day).ToDictionary(
        g => g.Key, g => g.GroupBy(s => s.Sum.Band).OrderBy(b => b.Key).Select(b => new BandSum(b.Key, b.Sum(s => s.Sum.Accounts), b.Sum(s => s.Sum.Arr), b.Sum(s => s.Sum.ScoreSum))).ToList());
}
