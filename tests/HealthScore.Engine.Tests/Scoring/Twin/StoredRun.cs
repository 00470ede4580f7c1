using System.Globalization;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;
using HealthScore.Domain.Tests.Scoring.Twin;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Tests.Scoring.Twin;

/// <summary>Puts a world into the database, scores it by runs, and reads its rows back as the pages do.</summary>
public sealed class StoredRun : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private readonly SettableTime _time = new(DateTimeOffset.UnixEpoch);
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        var configuration = new ConfigurationBuilder().Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(_time)
            .AddOrganisation(configuration).AddStorage(_database.ConnectionString).AddScoring().BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    public T The<T>()
        where T : notnull => _services.GetRequiredService<T>();

    internal async Task<Func<WorldAccount, ScoreKind, IReadOnlyList<Row>>> ScoreAsync(World world, bool withReasons)
    {
        _time.Now = new(world.Days[^1].AddDays(1), new TimeOnly(9, 0), TimeSpan.Zero);
        await LoadAsync(world);
        foreach (var (from, to) in Stretches(world.Days)) await RunAsync(from, to);
        Dictionary<(WorldAccount, ScoreKind), List<Row>> rows = [];
        for (var i = 0; i < world.Accounts.Count; i++)
            foreach (var kind in World.Kinds)
                rows.Add((world.Accounts[i], kind), await RowsAsync(world, i + 1, kind, withReasons));
        return (account, kind) => rows[(account, kind)];
    }

    private async Task RunAsync(DateOnly from, DateOnly to)
    {
        var queued = await _services.GetRequiredService<StartRun>().BackFillAsync(Actor.System, from, to, default);
        var run = await _services.GetRequiredService<RunScoring>().FinishAsync(queued.Value, default);
        run.Status.Should().Be(RunStatus.Finished, run.Error);
    }

    private async Task<List<Row>> RowsAsync(World world, long account, ScoreKind kind, bool withReasons)
    {
        await using var db = Db();
        var stored = await db.Scores.AsNoTracking().Where(s => s.AccountId == account && s.Kind == kind).ToDictionaryAsync(s => s.Day);
        var versions = world.Models.SelectMany(m => m.Versions).ToDictionary(v => v.Id);
        List<Row> rows = [];
        for (var i = 0; i < world.Days.Count; i++)
        {
            if (!stored.TryGetValue(world.Days[i], out var score))
            {
                rows.Add(new());
                continue;
            }

            var version = versions[score.VersionId];
            var explained = ExplainedScore.Of(score, version.Definition);
            var thresholds = version.Definition.Bands ?? BandThresholds.Default(kind);
            rows.Add(new()
            {
                Version = version, Measures = explained.Measures, Coverage = score.Coverage, Bounds = explained.Bounds, Unrounded = explained.Unrounded, Computed = score.Computed,
                Published = score.Published, Rules = [.. explained.Rules], RawBand = explained.RawBand, Band = score.Band, Manual = score.Manual,
                Dimensions = [.. explained.Dimensions.Select(d => new DimensionScore(d, d is { } known ? thresholds.RawBand(kind, Rounding.Score(known)) : Band.Unknown))],
                Moved = withReasons && i > 0 && stored.ContainsKey(world.Days[i - 1]) ? await MovedAsync(account, kind, world.Days[i], world.Days[i - 1]) : null,
            });
        }

        return rows;
    }

    private async Task<Moved?> MovedAsync(long account, ScoreKind kind, DateOnly day, DateOnly before)
    {
        var view = await _services.GetRequiredService<ReadScore>().RunAsync(Actor.System, account, kind, day, before, CultureInfo.InvariantCulture, default);
        return view.Value!.Why is { } why ? new(view.Value.ComparedWith!.Value, why.Change, why.Model, why.Data, why.Inputs.ToDictionary(i => i.MeasureId, i => i.Points), why.Override) : null;
    }

    private async Task LoadAsync(World world)
    {
        await using (var clear = _database.DataSource.CreateCommand(
            "truncate account, metric, segment, journey, stage, scoring_model, scoring_run, reading_month, metric_day, gauge_start, score, portfolio_day, portfolio_total, account_current, account_mark, peer_input cascade"))
            await clear.ExecuteNonQueryAsync();
        await using var db = Db();
        db.AddRange(world.Metrics);
        db.Add(new Journey { Id = 1, Name = "Journey" });
        for (var id = 1; id <= 20; id++) db.AddRange(new Segment { Id = id, Name = $"segment {id}" }, new Stage { Id = id, Name = $"stage {id}", JourneyId = 1 });
        await db.SaveChangesAsync();
        db.AddRange(world.Models);
        for (var i = 0; i < world.Accounts.Count; i++) Add(db, i + 1, world.Accounts[i]);
        await db.SaveChangesAsync();
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var readings = world.Accounts.SelectMany((a, i) => a.Readings.Select(r => new Reading(i + 1, r.Key.Metric, r.Key.Day.DayNumber, r.Value))).ToArray();
        await _services.GetRequiredService<ReadingStore>().WriteAsync(transaction, readings);
        await transaction.CommitAsync();
    }

    private static void Add(HealthScoreDb db, long id, WorldAccount account)
    {
        var h = account.History;
        // The last day there is would be stored as infinity.
        db.Add(new Account(id, account.Id, account.Id, h.Start == DateOnly.MaxValue ? h.Start.AddDays(-1) : h.Start) { Churned = h.Churned });
        db.AddRange(h.States.Select(s => new AccountState { AccountId = id, From = s.From, SegmentId = s.SegmentId, StageId = s.StageId }));
        db.AddRange(h.Renewals.Select(r => new Renewal { AccountId = id, Day = r }));
        db.AddRange(h.Goals.Select(g => new Goal { AccountId = id, Id = g.Id, Name = "", Importance = g.Importance, Opened = g.Opened, Closed = g.Closed, Baseline = g.Baseline, Target = g.Target }));
        db.AddRange(h.Progress.Select(p => new GoalProgress { AccountId = id, Id = p.Id, GoalId = p.GoalId, Day = p.Day, Value = p.Value }));
        db.AddRange(h.Milestones.Select(m => new Milestone { AccountId = id, Name = "", StageId = m.StageId, IsRequired = m.IsRequired, Due = m.Due, Done = m.Done, Entered = m.Entered }));
        db.AddRange(h.Responses.Select(r => new SurveyResponse { AccountId = id, Id = r.Id, Survey = r.Survey, Contact = r.Contact, Day = r.Day, Score = r.Score }));
        db.AddRange(h.Referrals.Select(r => new Referral { AccountId = id, Day = r }));
        db.AddRange(h.Touches.Select(t => new Touch { AccountId = id, Day = t, Channel = "" }));
        db.AddRange(h.Pulses.Select(p => new Pulse { AccountId = id, Id = p.Id, Day = p.Day, Score = p.Score, Expires = p.Expires }));
        db.AddRange(h.RiskEvents.Select(r => new RiskEvent { AccountId = id, Type = r.Type, Opened = r.Opened, Closed = r.Closed }));
        db.AddRange(h.Overrides.Select(o => new ManualOverride { AccountId = id, Id = o.Id, Kind = o.Kind, From = o.From, To = o.To, Band = o.Band, Score = o.Score, Reason = "", By = "" }));
    }

    // Days that follow each other are scored in one pass, others one by one.
    private static IEnumerable<(DateOnly From, DateOnly To)> Stretches(List<DateOnly> days)
    {
        for (int first = 0, next; first < days.Count; first = next)
        {
            for (next = first + 1; next < days.Count && days[next] == days[next - 1].AddDays(1);) next++;
            yield return (days[first], days[next - 1]);
        }
    }

    private HealthScoreDb Db() => _services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContext();
}
