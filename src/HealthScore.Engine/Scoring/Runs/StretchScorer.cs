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
    NpgsqlDataSource source, ReadingStore readings, ScoringSettings settings, ScoringRun run, RunNode node, DayStretch stretch, bool hasFinal, DateOnly yesterday)
{
    private readonly PeerCollector _collector = new(settings.InForce(stretch.From, stretch.To));
    private readonly AccountLoader _loader = new(readings, settings.InForce(stretch.From, stretch.To), stretch.From, stretch.To);
    private readonly PeerDistribution[] _peers = NoPeers(stretch);

    public DayStretch Stretch => stretch;

    public ScoringSettings Settings => settings;

    /// <summary>True when a model ranks accounts among all others, so that none can be scored before all are measured.</summary>
    public bool NeedsPeers => !_collector.IsEmpty;

    /// <summary>Passes over the data of the accounts, and keeps what their scores need.</summary>
    public Task<MeasuredRange> MeasureAsync(AccountRange range, CancellationToken ct) => PassAsync(range, [], ct);

    /// <summary>The same, and gives what the accounts mean to the percentiles of all, for the other nodes.</summary>
    public async Task<(MeasuredRange Measured, byte[] Peers)> MeasureWithPeersAsync(AccountRange range, CancellationToken ct)
    {
        var peers = NoPeers(stretch);
        var measured = await PassAsync(range, peers, ct);
        lock (_peers)
            for (var i = 0; i < peers.Length; i++) _peers[i].Merge(peers[i]);
        return (measured, PeerCodec.Write(peers));
    }

    /// <summary>The last day's peers.</summary>
    public PeerDistribution LastPeers => _peers[^1];

    /// <summary>To be called when all is measured, before anything is scored.</summary>
    /// <param name="others">What the other nodes measured.</param>
    public void KnowPeers(IEnumerable<byte[]> others)
    {
        foreach (var packed in others) PeerCodec.AddTo(_peers, packed);
        Parallel.ForEach(_peers, p => p.Freeze());
    }

    /// <summary>Scores, writes and marks what was measured in one transaction.</summary>
    /// <param name="range">Claimed by this node.</param>
    /// <param name="measured">What was measured of it.</param>
    /// <param name="states">What was before the stretch.</param>
    /// <param name="accounts">How many it counts for.</param>
    /// <param name="ct">Stops it.</param>
    public async Task ScoreAsync(AccountRange range, MeasuredRange measured, BandStates states, int accounts, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RangeSql.BeginAsync(connection, node, ct);
        // Live scores are of the day that lasts; of days before there are none on their way any more.
        if (stretch.To > yesterday) await LiveSql.KeepOutAsync(connection, ct);
        var known = hasFinal ? (await ScoreSql.FinalAsync(connection, range.Accounts, stretch.From, stretch.To, ct)).ToLookup(k => (k.AccountId, k.Kind)) : null;
        var found = await states.FindAsync(connection, measured.Scored().FindAll(s => states.Of(s.Account, s.Kind) is null), ct);
        await ScoreSql.DropProvisionalAsync(connection, range.Accounts, stretch.From, stretch.To, ct);
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

        if (!await RangeSql.FinishAsync(connection, node, stretch, range, accounts, written, ct)) throw new FencedException();
        await transaction.CommitAsync(ct);
    }

    private async Task<MeasuredRange> PassAsync(AccountRange range, PeerDistribution[] peers, CancellationToken ct)
    {
        var (measured, day) = (new MeasuredRange(settings), new MeasuredDay());
        await using var connection = await source.OpenConnectionAsync(ct);
        await foreach (var account in _loader.LoadAsync(connection, range.Accounts, ct))
        {
            for (var i = 0; i < peers.Length; i++) _collector.Collect(new(account.Readings, account.History, stretch.Days[i], PeerDistribution.None, IsProvisional(stretch.Days[i])), peers[i]);
            foreach (var kind in ScoringSettings.Kinds)
                foreach (var of in stretch.Days)
                    account.Measure(settings, kind, of, IsProvisional(of), day, measured);
        }

        return measured;
    }

    private bool IsProvisional(DateOnly day) => run.IsProvisional && day == run.To;

    private static PeerDistribution[] NoPeers(DayStretch stretch) => Array.ConvertAll(stretch.Days, _ => new PeerDistribution());
}
