using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Metrics.Calculated;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Scoring;

/// <summary>A number behind a measure.</summary>
/// <param name="Text">What it is of, where that is not the metric itself.</param>
public sealed record MeasureEntry(DateOnly Day, double Value, string? Text = null);

/// <summary>Readings of a metric, or what else a measure is made of.</summary>
/// <param name="IsCount">True when a day without an entry is a day of 0.</param>
public sealed record MeasureSeries(string Name, string Unit, bool IsCount, IReadOnlyList<MeasureEntry> Entries);

/// <summary>A measure of a score down to what it was made of.</summary>
/// <param name="First">First day of its window; null: it has none.</param>
/// <param name="Last">The last day that counts: of counts while the day lasts, the day before.</param>
/// <param name="ShownFrom">From when on entries are listed: a window before the window.</param>
/// <param name="Series">The metric, and the one it is divided by; of goals each open one.</param>
/// <param name="How">How it came about, in a sentence; null: the readings say it.</param>
public sealed record MeasureView(MeasureDefinition Measure, DateOnly? First, DateOnly Last, DateOnly ShownFrom, IReadOnlyList<MeasureSeries> Series, string? How = null);

/// <summary>Opens a measure of a stored score: its raw readings, or the surveys, touches, goals and the like that it counts.</summary>
public sealed class ReadMeasure(IDbContextFactory<HealthScoreDb> factory, NpgsqlDataSource source, ReadingStore readings)
{
    private const int ShortestView = 30;

    /// <param name="actor">Who looks.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="versionId">The version that made the score.</param>
    /// <param name="measureId">The measure's id in it.</param>
    /// <param name="day">The score's day.</param>
    /// <param name="isProvisional">True while that day lasts.</param>
    /// <param name="culture">For words.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<MeasureView>> RunAsync(Actor actor, long accountId, int versionId, string measureId, DateOnly day, bool isProvisional, CultureInfo culture, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        if (!await db.CurrentAccounts.SeenBy(actor).AnyAsync(a => a.AccountId == accountId, ct)) return Error.NotFound("account");
        var version = await db.ScoringModelVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == versionId, ct);
        if (version?.Definition.Measures.FirstOrDefault(m => m.Id == measureId) is not { } measure) return Error.NotFound("measure");
        return measure.Source switch
        {
            MetricSource metric => await OfMetricAsync(db, accountId, measure, metric, day, isProvisional, ct),
            DerivedSource derived => await OfHistoryAsync(db, accountId, measure, derived, day, isProvisional, culture, ct),
            _ => Error.NotFound("measure"),
        };
    }

    private async Task<MeasureView> OfMetricAsync(HealthScoreDb db, long accountId, MeasureDefinition measure, MetricSource metric, DateOnly day, bool isProvisional, CancellationToken ct)
    {
        var catalogue = await db.Metrics.AsNoTracking().ToDictionaryAsync(m => m.Key, ct);
        var named = new[] { metric.Metric, metric.By }.OfType<string>().Where(catalogue.ContainsKey).Select(k => catalogue[k]).ToList();
        // Of a calculated metric, what it is calculated from.
        var metrics = named.SelectMany(m => CheckedExpression.NeededBy(m, catalogue)).Where(m => m.Expression is null).DistinctBy(m => m.Key).ToList();
        var isCount = named.Exists(m => m.Key == metric.Metric && m.Kind == MetricKind.Count);
        var last = isProvisional && metrics.Exists(m => m.Kind == MetricKind.Count) ? day.AddDays(-1) : day;
        var hasWindow = isCount ? metric.Aggregation != Aggregation.Last : metric.Aggregation is not (Aggregation.Last or Aggregation.Ratio or Aggregation.Percentile);
        var first = last.AddDays(1 - metric.Window);
        // What still stands is shown too, however long before the window it was read.
        var lookBack = named.Count == (metric.By is null ? 1 : 2) ? MetricMeasure.Of(metric, catalogue, new Dictionary<short, SourceCalendar>()).LookBack : 0;
        var from = last.AddDays(-Math.Max(lookBack, metric.Window - 1 + Math.Max(metric.Window, ShortestView)));
        await using var connection = await source.OpenConnectionAsync(ct);
        var all = (await readings.ReadAccountAsync(connection, accountId, from, last, ct)).ToLookup(r => r.MetricId, r => new MeasureEntry(DateOnly.FromDayNumber(r.Day), r.Value));
        return new(measure, hasWindow ? first : null, last, from,
            [.. metrics.Select(m => new MeasureSeries(m.Name, m.Unit, m.Kind == MetricKind.Count, [.. all[m.Id]]))]);
    }

    private async Task<MeasureView> OfHistoryAsync(
        HealthScoreDb db, long accountId, MeasureDefinition measure, DerivedSource derived, DateOnly day, bool isProvisional, CultureInfo culture, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var histories = await AccountHistories.LoadAsync(connection, AccountSet.Of([accountId]), day, day, ct);
        var history = new AccountHistory();
        if (histories.Count > 0) histories.Fill(0, history);
        var hasWindow = derived.Measure.HasWindow();
        var first = day.AddDays(1 - derived.Window);
        var from = hasWindow ? first.AddDays(-Math.Max(ShortestView, derived.Window)) : Enumerable.Min([day.AddDays(-365), StandingSince(history, derived.Measure, day) ?? day]);
        var at = new AccountDay(new AccountReadings(), history, day, PeerDistribution.None, isProvisional);
        var how = MeasureEvidence.Of(derived, at, culture).How;
        var names = await db.Contacts.Where(c => c.AccountId == accountId).ToDictionaryAsync(c => c.ExternalId, c => c.Name, ct);
        var goals = await db.Goals.Where(g => g.AccountId == accountId && g.Opened <= day && (g.Closed == null || g.Closed > day)).OrderByDescending(g => g.Importance).ThenBy(g => g.Id).Select(g => new { g.Id, g.Name }).ToListAsync(ct);
        var series = (derived.Measure == DerivedMeasure.GoalAttainment
                // The figures of one goal say nothing beside those of another.
                ? goals.Select(g => ((string?)g.Name, history.Progress.Where(p => p.GoalId == g.Id).Select(p => new MeasureEntry(p.Day, p.Value))))
                : [(null, Entries(history, derived.Measure, names))])
            .Select(s => new MeasureSeries(s.Item1 ?? MeasureName.Of(measure, new Dictionary<string, Metric>()), "", false, [.. s.Item2.Where(e => e.Day <= day && e.Day >= from).OrderBy(e => e.Day)]));
        return new(measure, hasWindow ? first : null, day, from, [.. series.Where(s => s.Entries.Count > 0)], how);
    }

    // A judgement or a goal's figure stands until the next one.
    private static DateOnly? StandingSince(AccountHistory history, DerivedMeasure measure, DateOnly day) => measure switch
    {
        DerivedMeasure.Pulse => history.Pulses.Where(p => p.Day <= day).Max(p => (DateOnly?)p.Day),
        DerivedMeasure.GoalAttainment => history.Progress.Where(p => p.Day <= day).GroupBy(p => p.GoalId).Min(g => (DateOnly?)g.Max(p => p.Day)),
        _ => null,
    };

    // What counts days is told by its sentence alone: there is no entry behind it.
    private static IEnumerable<MeasureEntry> Entries(AccountHistory history, DerivedMeasure measure, Dictionary<string, string> contacts) => measure switch
    {
        DerivedMeasure.Nps => Answers(history, "nps", contacts),
        DerivedMeasure.Csat => Answers(history, "csat", contacts),
        DerivedMeasure.Touches => history.Touches.Select(d => new MeasureEntry(d, 1)),
        DerivedMeasure.Referrals => history.Referrals.Select(d => new MeasureEntry(d, 1)),
        DerivedMeasure.Pulse => history.Pulses.Select(p => new MeasureEntry(p.Day, p.Score)),
        _ => [],
    };

    private static IEnumerable<MeasureEntry> Answers(AccountHistory history, string survey, Dictionary<string, string> contacts) =>
        history.Responses.Where(r => r.Survey == survey).Select(r => new MeasureEntry(r.Day, r.Score, contacts.GetValueOrDefault(r.Contact, r.Contact)));
}
