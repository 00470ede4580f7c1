using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Marks;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Scoring.Live;

/// <summary>
/// Scores marked accounts again, provisionally for the day that lasts. Final scores are the night's business: percentiles are among
/// the peers that the last run collected, and nothing is scored before there was a night. Where a model ranks by something, or in a
/// segment or stage, that no run has collected yet, a run of today follows.
/// </summary>
public sealed class LiveScoring(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, StartRun start, OrganisationClock clock, TimeProvider time)
{
    // What came of days long past is soon enough noticed a few seconds later; all else that scores hang on changes the stamp at once.
    private static readonly TimeSpan s_settingsLast = TimeSpan.FromSeconds(10);

    // Groups grow, but not so fast that all accounts must be counted with every batch.
    private static readonly TimeSpan s_groupsLast = TimeSpan.FromMinutes(10);

    private const int LatelyDays = 7;

    private (int Year, int Month) _month;
    private (ScoringSettings Settings, PeerDistribution Peers, long ReadAt, LiveStamp Stamp)? _settings;

    // The groups without peers that were looked at: too small, or asked for already.
    private (HashSet<(int?, int?)> Groups, long Since, LiveStamp Stamp)? _lookedAt;

    /// <summary>Takes marks, scores their accounts and shows them, in one transaction. Returns how many accounts it took; 0 when none waits or a run has to go first. Throws an <see cref="UnscoredException"/> with those that it could not score.</summary>
    /// <param name="settled">How old a mark must be.</param>
    /// <param name="most">At most so many accounts.</param>
    /// <param name="ct">Stops it; the marks then stay.</param>
    public async Task<int> ScoreMarkedAsync(TimeSpan settled, int most, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var accounts = await LiveSql.TakeMarksAsync(connection, clock.Today, settled, most, ct);
        if (accounts.Length == 0) return 0;
        HashSet<(int?, int?)> unranked;
        try
        {
            if (accounts[0] == MarkSql.All) await start.TodayAsync(Actor.System, ct);
            unranked = await ScoreAsync(connection, [.. accounts.Where(a => a != MarkSql.All)], ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw new UnscoredException(accounts, e);
        }

        // Only now: a month that was made in a transaction that came to nothing is not there.
        _month = (clock.Today.Year, clock.Today.Month);
        // After the commit, so that nothing that others need is held while it waits for another mark of all.
        if (unranked.Count > 0) await AskForRanksAsync(connection, unranked, ct);
        return accounts.Length;
    }

    // Peers are collected by a run alone.
    private async Task AskForRanksAsync(NpgsqlConnection connection, HashSet<(int?, int?)> unranked, CancellationToken ct)
    {
        var stamp = _settings!.Value.Stamp;
        if (_lookedAt is not { } known || known.Stamp != stamp || time.GetElapsedTime(known.Since) > s_groupsLast) _lookedAt = known = ([], time.GetTimestamp(), stamp);
        unranked.ExceptWith(known.Groups);
        if (unranked.Count == 0) return;
        if (await LiveSql.CanBeRankedAsync(connection, unranked, clock.Today, clock.Now, ct)) await MarkSql.MarkAsync(connection, [MarkSql.All], ct);
        known.Groups.UnionWith(unranked);
    }

    /// <summary>Lets marked accounts wait some minutes more.</summary>
    public async Task PutOffAsync(long[] accounts, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await MarkSql.PutOffAsync(connection, accounts, ct);
    }

    // In two trips: all that is known of the accounts, then all that follows from it. Returns the groups whose peers nobody has collected.
    private async Task<HashSet<(int? SegmentId, int? StageId)>> ScoreAsync(NpgsqlConnection connection, long[] accounts, CancellationToken ct)
    {
        var today = clock.Today;
        var (settings, peers, arePeersOld) = await SettingsAsync(connection, today, ct);
        if (_month != (today.Year, today.Month)) await ScoreSql.EnsureMonthsAsync(connection, today, today, ct);
        var (measured, states, newest) = await MeasureAsync(connection, settings, accounts, today, ct);
        await FindEarlierAsync(connection, measured.Scored(), states, today, ct);
        var (scores, day, result) = (new ScoreInsert(), new MeasuredDay(), new ScoreResult());
        HashSet<(int?, int?)> unranked = [];
        for (measured.Rewind(); measured.Next(day, out var account);)
        {
            // Peers of a day to come, as after a change of the time zone, no run of today would put right.
            if (arePeersOld && !day.Model!.IsRankedAmong(peers, day.SegmentId, day.StageId)) unranked.Add((day.SegmentId, day.StageId));
            day.Model!.Score(day, peers, states.GetValueOrDefault((account.Id, day.Model.Kind)), result);
            scores.Add(account, day, result, isProvisional: true);
        }

        await using var trip = Trip.Begin(connection);
        scores.AddTo(trip);
        if (accounts.Length > 0) CurrentSql.AddRefresh(trip, today, newest, accounts);
        ChangeSql.AddNotify(trip, Change.Scores);
        await trip.SendAsync(ct);
        return unranked;
    }

    private async Task<(MeasuredRange Measured, Dictionary<(long Account, ScoreKind Kind), BandState> States, NewestDays Newest)> MeasureAsync(
        NpgsqlConnection connection, ScoringSettings settings, long[] accounts, DateOnly today, CancellationToken ct)
    {
        var loader = new AccountLoader(readings, settings.InForce(today, today), today, today);
        await using var trip = Trip.Begin(connection);
        LiveSql.AddDropProvisional(trip, accounts, today);
        CurrentSql.AddNewestDays(trip);
        ScoreSql.AddLastStates(trip, accounts, today.AddDays(-LatelyDays), today);
        loader.Ask(trip, accounts);
        await using var answers = await trip.AskAsync(ct);
        var newest = await CurrentSql.ReadNewestDaysAsync(answers, today, ct);
        await answers.NextResultAsync(ct);
        var states = (await ScoreSql.ReadKnownAsync(answers, ct)).ToDictionary(s => (s.AccountId, s.Kind), s => s.State);
        await answers.NextResultAsync(ct);
        var (measured, day) = (new MeasuredRange(settings), new MeasuredDay());
        await foreach (var account in loader.LoadAsync(answers, ct))
            foreach (var kind in ScoringSettings.Kinds)
                account.Measure(settings, kind, today, isProvisional: true, day, measured);
        return (measured, states, newest);
    }

    // Nearly all were scored lately; who was not is looked for in all of history.
    private static async Task FindEarlierAsync(
        NpgsqlConnection connection, List<(long Account, ScoreKind Kind)> scored, Dictionary<(long Account, ScoreKind Kind), BandState> states, DateOnly today, CancellationToken ct)
    {
        var lacking = scored.FindAll(s => !states.ContainsKey(s));
        if (lacking.Count == 0) return;
        foreach (var state in await ScoreSql.LastStatesAsync(connection, lacking, today.AddDays(-LatelyDays), ct)) states.Add((state.AccountId, state.Kind), state.State);
    }

    private async Task<(ScoringSettings Settings, PeerDistribution Peers, bool ArePeersOld)> SettingsAsync(NpgsqlConnection connection, DateOnly today, CancellationToken ct)
    {
        var stamp = await LiveSql.StampAsync(connection, today, ct);
        if (_settings is not { } known || known.Stamp != stamp || time.GetElapsedTime(known.ReadAt) > s_settingsLast)
        {
            await using var db = await factory.CreateDbContextAsync(ct);
            _settings = known = (await ScoringSettings.LoadAsync(db, ct), await PeerSql.ReadAsync(connection, ct), time.GetTimestamp(), stamp);
        }

        return (known.Settings, known.Peers, stamp.PeersDay is not { } day || day <= today);
    }
}

/// <summary>Marked accounts could not be scored together, and are marked as before.</summary>
public sealed class UnscoredException(long[] accounts, Exception inner) : Exception(inner.Message, inner)
{
    /// <summary>Which they are.</summary>
    public long[] Accounts => accounts;
}
