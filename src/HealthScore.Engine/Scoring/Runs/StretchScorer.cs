using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Live;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>
/// Scores ranges of accounts over a stretch of days in two steps: <see cref="MeasureAsync"/> passes over the data, and once all
/// peers are known <see cref="ScoreAsync"/> makes the scores. Each step is safe for several ranges at once.
/// </summary>
internal sealed class StretchScorer(
    NpgsqlDataSource source, ReadingStore readings, ScoringSettings settings, ScoringRun run, long token, DayStretch stretch, bool hasFinal, DateOnly yesterday)
{
    private readonly PeerCollector _collector = new(settings.InForce(stretch.From, stretch.To));
    private readonly AccountLoader _loader = new(readings, settings.InForce(stretch.From, stretch.To), stretch.From, stretch.To);
    private readonly PeerDistribution[] _peers = Array.ConvertAll(stretch.Days, _ => new PeerDistribution());

    public DayStretch Stretch => stretch;

    public ScoringSettings Settings => settings;

    /// <summary>True when a model ranks accounts among all others, so that none can be scored before all are measured.</summary>
    public bool NeedsPeers => !_collector.IsEmpty;

    /// <summary>Passes over the data of the accounts, and keeps what the scores of those to be scored need.</summary>
    public async Task<MeasuredRange> MeasureAsync(AccountRange range, CancellationToken ct)
    {
        var (measured, day, peers) = (new MeasuredRange(settings), new MeasuredDay(), Array.ConvertAll(_peers, _ => new PeerDistribution()));
        await using (var connection = await source.OpenConnectionAsync(ct))
            await foreach (var account in _loader.LoadAsync(connection, new(range.First, range.Last), ct))
            {
                if (NeedsPeers)
                    for (var i = 0; i < peers.Length; i++) _collector.Collect(new(account.Readings, account.History, stretch.Days[i], PeerDistribution.None, IsProvisional(stretch.Days[i])), peers[i]);
                if (!range.Left.Contains(account.Id)) continue;
                foreach (var kind in ScoringSettings.Kinds)
                    foreach (var of in stretch.Days)
                        account.Measure(settings, kind, of, IsProvisional(of), day, measured);
            }

        lock (_peers)
            for (var i = 0; i < peers.Length; i++) _peers[i].Merge(peers[i]);
        return measured;
    }

    /// <summary>The last day's peers.</summary>
    public PeerDistribution LastPeers => _peers[^1];

    /// <summary>To be called when all is measured, before anything is scored.</summary>
    public void KnowPeers() => Parallel.ForEach(_peers, p => p.Freeze());

    /// <summary>Scores, writes and marks what was measured in one transaction. True when a person asked to stop.</summary>
    public async Task<bool> ScoreAsync(AccountRange range, MeasuredRange measured, BandStates states, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunSql.RelyOnTheEndAsync(connection, ct);
        if (stretch.To >= yesterday) await LiveSql.KeepOutAsync(connection, ct);
        var known = hasFinal ? (await ScoreSql.FinalAsync(connection, range.Scored, stretch.From, stretch.To, ct)).ToLookup(k => (k.AccountId, k.Kind)) : null;
        var found = await states.FindAsync(connection, measured.Scored().FindAll(s => states.Of(s.Account, s.Kind) is null), ct);
        await ScoreSql.DropProvisionalAsync(connection, range.Scored, stretch.From, stretch.To, ct);
        long written = 0;
        await using (var writer = await ScoreWriter.BeginAsync(connection, ct))
        {
            var (day, result, of, state) = (new MeasuredDay(), new ScoreResult(), default((long, ScoreKind)), default(BandState));
            (ScoreSql.Known[] Scores, int Next) published = ([], 0);
            for (measured.Rewind(); measured.Next(day, out var account);)
            {
                var model = day.Model!;
                if (of != (account.Id, model.Kind))
                {
                    of = (account.Id, model.Kind);
                    state = states.Of(account.Id, model.Kind) ?? found.GetValueOrDefault(of);
                    published = known is null ? ([], 0) : ([.. known[of].OrderBy(k => k.Day)], 0);
                }

                for (; published.Next < published.Scores.Length && published.Scores[published.Next].Day < day.Day; published.Next++) state = published.Scores[published.Next].State;
                // What was published stays: history is never rewritten.
                if (published.Next < published.Scores.Length && published.Scores[published.Next].Day == day.Day) continue;
                model.Score(day, _peers[stretch.IndexOf(day.Day)], state, result);
                var isProvisional = IsProvisional(day.Day);
                await writer.WriteAsync(account, day, result, isProvisional, ct);
                if (!isProvisional) state = result.Next;
                written++;
            }

            await writer.CompleteAsync(ct);
        }

        var mark = new ScoringRunRange { RunId = run.Id, From = stretch.From, FirstAccountId = range.First, LastAccountId = range.Last };
        var cancel = await RunSql.FinishRangeAsync(connection, run.Id, token, mark, range.Left.Count, written, ct) ?? throw new FencedException();
        await transaction.CommitAsync(ct);
        return cancel;
    }

    private bool IsProvisional(DateOnly day) => run.IsProvisional && day == run.To;
}
