using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage.Copying;
using HealthScore.Engine.Storage.Scores;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>
/// What the last final scores before a day left behind. Nearly all are of the day before, which is read in one stream; who has
/// none there is looked up.
/// </summary>
internal sealed class BandStates
{
    private const int Columns = 5;

    // Of the 64 bits of recent bands two are free: one tells a state that remembers nothing from none.
    private const long IsThere = 1L << 63;

    private readonly long[] _accounts;
    private readonly DateOnly _before;
    private readonly BandState[]?[] _states = new BandState[]?[ScoringSettings.Kinds.Count + 1];
    private bool _hasEarlier;

    private BandStates(long[] accounts, DateOnly before) => (_accounts, _before) = (accounts, before);

    /// <summary>What was before a stretch of days.</summary>
    /// <param name="source">Where.</param>
    /// <param name="accounts">Ascending.</param>
    /// <param name="before">The first day to be scored.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<BandStates> LoadAsync(NpgsqlDataSource source, long[] accounts, DateOnly before, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var states = new BandStates(accounts, before) { _hasEarlier = await ScoreSql.AnyFinalAsync(connection, DateOnly.MinValue, before.AddDays(-1), ct) };
        if (states._hasEarlier) await states.ReadAsync(connection, before.AddDays(-1), ct);
        return states;
    }

    /// <summary>Null: the stream did not have it.</summary>
    public BandState? Of(long account, ScoreKind kind)
    {
        if (_states[(int)kind] is not { } states || Array.BinarySearch(_accounts, account) is not (>= 0 and var at)) return null;
        return (states[at].Recent & IsThere) == 0 ? null : states[at] with { Recent = states[at].Recent & ~IsThere };
    }

    /// <summary>Looks up those that the stream did not have.</summary>
    public async Task<Dictionary<(long Account, ScoreKind Kind), BandState>> FindAsync(
        NpgsqlConnection connection, IReadOnlyCollection<(long Account, ScoreKind Kind)> lacking, CancellationToken ct) =>
        _hasEarlier && lacking.Count > 0
            ? (await ScoreSql.LastStatesAsync(connection, lacking, _before, ct)).ToDictionary(k => (k.AccountId, k.Kind), k => k.State)
            : [];

    private async Task ReadAsync(NpgsqlConnection connection, DateOnly day, CancellationToken ct)
    {
        await using var stream = await ScoreSql.CopyStatesAsync(connection, day, ct);
        for (var rows = new CopyReader(stream); await rows.ReadRowAsync(Columns, ct);)
        {
            var (account, kind) = (rows.NextInt64(), rows.NextInt16());
            var state = new BandState((Band)rows.NextInt16(), rows.NextInt32(), rows.NextInt64() | IsThere);
            if (Array.BinarySearch(_accounts, account) is >= 0 and var at) (_states[kind] ??= new BandState[_accounts.Length])[at] = state;
        }
    }
}
