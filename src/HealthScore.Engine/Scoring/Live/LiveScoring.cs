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
/// the peers of the last night, and nothing is scored before there was one.
/// </summary>
public sealed class LiveScoring(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, StartRun start, OrganisationClock clock, TimeProvider time)
{
    // Models are published and sources fall silent now and then; a few seconds later is soon enough to notice.
    private static readonly TimeSpan s_settingsLast = TimeSpan.FromSeconds(10);

    private const int LatelyDays = 7;

    private (int Year, int Month) _month;
    private (ScoringSettings Settings, PeerDistribution Peers, long ReadAt)? _settings;

    /// <summary>Takes marks, scores their accounts and shows them, in one transaction. Returns how many accounts it took; 0 when none waits or a run has to go first.</summary>
    /// <param name="settled">How old a mark must be.</param>
    /// <param name="most">At most so many accounts.</param>
    /// <param name="ct">Stops it; the marks then stay.</param>
    public async Task<int> ScoreMarkedAsync(TimeSpan settled, int most, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await LiveSql.MayWriteAsync(connection, clock.Today, ct)) return 0;
        var accounts = await MarkSql.TakeAsync(connection, settled, most, ct);
        if (accounts.Length == 0) return 0;
        if (accounts[0] == MarkSql.All) await start.TodayAsync(Actor.System, ct);
        if (accounts.Any(a => a != MarkSql.All)) await ScoreAsync(connection, [.. accounts.Where(a => a != MarkSql.All)], ct);
        await ChangeSql.NotifyAsync(connection, Change.Scores, ct);
        await transaction.CommitAsync(ct);
        return accounts.Length;
    }

    /// <summary>Lets the account that waits longest wait some minutes more.</summary>
    public async Task PutOffAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await MarkSql.PutOffAsync(connection, ct);
    }

    private async Task ScoreAsync(NpgsqlConnection connection, long[] accounts, CancellationToken ct)
    {
        var today = clock.Today;
        var (settings, peers) = await SettingsAsync(connection, ct);
        var measured = await MeasureAsync(connection, settings, accounts, today, ct);
        var states = await StatesAsync(connection, measured.Scored(), today, ct);
        if (_month != (today.Year, today.Month)) await ScoreSql.EnsureMonthsAsync(connection, today, today, ct);
        _month = (today.Year, today.Month);
        await LiveSql.DropProvisionalAsync(connection, accounts, today, ct);
        await using (var writer = await ScoreWriter.BeginAsync(connection, ct))
        {
            var (day, result) = (new MeasuredDay(), new ScoreResult());
            for (measured.Rewind(); measured.Next(day, out var account);)
            {
                day.Model!.Score(day, peers, states.GetValueOrDefault((account.Id, day.Model.Kind)), result);
                await writer.WriteAsync(account, day, result, isProvisional: true, ct);
            }

            await writer.CompleteAsync(ct);
        }

        await CurrentSql.RefreshAsync(connection, today, accounts, ct);
    }

    // Nearly all were scored lately; who was not is looked for in all of history.
    private static async Task<Dictionary<(long Account, ScoreKind Kind), BandState>> StatesAsync(
        NpgsqlConnection connection, IReadOnlyCollection<(long Account, ScoreKind Kind)> scored, DateOnly today, CancellationToken ct)
    {
        var states = (await ScoreSql.LastStatesAsync(connection, scored, today.AddDays(-LatelyDays), today, ct)).ToDictionary(s => (s.AccountId, s.Kind), s => s.State);
        var lacking = scored.Where(s => !states.ContainsKey(s)).ToList();
        if (lacking.Count > 0)
            foreach (var state in await ScoreSql.LastStatesAsync(connection, lacking, DateOnly.MinValue, today.AddDays(-LatelyDays), ct)) states.Add((state.AccountId, state.Kind), state.State);
        return states;
    }

    private async Task<MeasuredRange> MeasureAsync(NpgsqlConnection connection, ScoringSettings settings, long[] accounts, DateOnly today, CancellationToken ct)
    {
        var (measured, day) = (new MeasuredRange(settings), new MeasuredDay());
        var loader = new AccountLoader(readings, settings.InForce(today, today), today, today);
        await foreach (var account in loader.LoadAsync(connection, AccountSet.Of(accounts), ct))
            foreach (var kind in ScoringSettings.Kinds)
                account.Measure(settings, kind, today, isProvisional: true, day, measured);
        return measured;
    }

    private async Task<(ScoringSettings Settings, PeerDistribution Peers)> SettingsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (_settings is not { } known || time.GetElapsedTime(known.ReadAt) > s_settingsLast)
        {
            await using var db = await factory.CreateDbContextAsync(ct);
            _settings = known = (await ScoringSettings.LoadAsync(db, ct), await PeerSql.ReadAsync(connection, ct), time.GetTimestamp());
        }

        return (known.Settings, known.Peers);
    }
}
