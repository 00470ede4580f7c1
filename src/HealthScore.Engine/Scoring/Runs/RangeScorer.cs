using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>Scores ranges of accounts over a stretch of days. Safe for several ranges at once.</summary>
internal sealed class RangeScorer(
    NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, ScoringSettings settings, ScoringRun run, long token, DayStretch stretch)
{
    private const int PeerRange = 2000;

    private readonly PeerDistribution[] _peers = [.. Enumerable.Range(0, stretch.Days).Select(_ => new PeerDistribution())];

    /// <summary>The first of the two passes that percentiles take; nothing when no model ranks anything.</summary>
    public async Task GatherPeersAsync(IReadOnlyList<long> accountIds, CancellationToken ct)
    {
        if (settings.Percentiles.IsEmpty) return;
        foreach (var range in accountIds.Chunk(PeerRange))
            await foreach (var account in AccountsAsync(range[0], range[^1], settings.Percentiles.MetricIds, ct))
                for (var i = 0; i < _peers.Length; i++)
                    settings.Percentiles.Collect(At(account.Readings, account.History, i), _peers[i]);
        foreach (var peers in _peers) peers.Freeze();
    }

    /// <summary>Scores, writes and marks a range in one transaction. True when a person asked to stop.</summary>
    public async Task<bool> ScoreAsync(long firstId, long lastId, int accounts, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var known = (await ScoreSql.KnownAsync(connection, firstId, lastId, stretch.From, stretch.To, ct)).ToLookup(k => (k.AccountId, k.Kind));
        await ScoreSql.DropProvisionalAsync(connection, firstId, lastId, stretch.From, stretch.To, ct);
        long written = 0;
        await using (var writer = await ScoreWriter.BeginAsync(connection, settings.MostMeasures, settings.MostRules, ct))
        {
            var result = new ScoreResult();
            await foreach (var account in AccountsAsync(firstId, lastId, null, ct))
                foreach (var kind in ScoringSettings.Kinds)
                    written += await ScoreDaysAsync(account, kind, [.. known[(account.Id, kind)].OrderBy(k => k.Day)], result, writer, ct);
            await writer.CompleteAsync(ct);
        }

        var range = new ScoringRunRange { RunId = run.Id, From = stretch.From, FirstAccountId = firstId, LastAccountId = lastId };
        var cancel = await RunSql.FinishRangeAsync(connection, run.Id, token, range, accounts, written, ct) ?? throw new FencedException();
        await transaction.CommitAsync(ct);
        return cancel;
    }

    private async Task<int> ScoreDaysAsync(
        LoadedAccount account, ScoreKind kind, ScoreSql.Known[] known, ScoreResult result, ScoreWriter writer, CancellationToken ct)
    {
        var (state, next, written) = (default(BandState), 0, 0);
        for (var i = 0; i < stretch.Days; i++)
        {
            var day = stretch.From.AddDays(i);
            for (; next < known.Length && known[next].Day < day; next++) state = known[next].State;
            // What was published stays: history is never rewritten.
            if (next < known.Length && known[next].Day == day) continue;
            var at = At(account.Readings, account.History, i);
            if (!at.IsActive || settings.Choose(kind, at) is not { } model) continue;
            model.Score(at, state, result);
            var isProvisional = run.IsProvisional && day == run.To;
            await writer.WriteAsync(account.Id, kind, result, account.History.StateOn(day), isProvisional, ct);
            if (!isProvisional) state = result.Next;
            written++;
        }

        return written;
    }

    private AccountDay At(AccountReadings accountReadings, AccountHistory history, int i)
    {
        var day = stretch.From.AddDays(i);
        return new(accountReadings, history, day, _peers[i], run.IsProvisional && day == run.To);
    }

    // All accounts of the range in order, also those without readings. The objects are the same ones each time, filled anew.
    private async IAsyncEnumerable<LoadedAccount> AccountsAsync(long firstId, long lastId, IReadOnlySet<short>? metrics, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var histories = await AccountHistories.LoadAsync(db, firstId, lastId, stretch.From, stretch.To, ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        var (none, history, next) = (new AccountReadings(), new AccountHistory(), 0);
        // A gauge's last reading counts however old it is, so the window has no beginning.
        await foreach (var account in readings.ReadAsync(connection, new(firstId, lastId, ReadingStore.FirstDay, stretch.To) { Metrics = metrics }, ct))
        {
            for (; next < histories.Accounts.Count && histories.Accounts[next].Id < account.AccountId; next++)
                yield return Loaded(histories.Accounts[next].Id, none);
            if (next < histories.Accounts.Count && histories.Accounts[next].Id == account.AccountId)
            {
                yield return Loaded(account.AccountId, account.Readings);
                next++;
            }
        }

        for (; next < histories.Accounts.Count; next++) yield return Loaded(histories.Accounts[next].Id, none);

        LoadedAccount Loaded(long id, AccountReadings of)
        {
            histories.Fill(id, history);
            return new(id, of, history);
        }
    }

    private readonly record struct LoadedAccount(long Id, AccountReadings Readings, AccountHistory History);
}
