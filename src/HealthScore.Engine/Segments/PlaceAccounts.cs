using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Marks;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>What placing came to.</summary>
/// <param name="Moved">Accounts whose segment changed.</param>
/// <param name="Staged">Accounts whose stage changed.</param>
/// <param name="Touched">Accounts of which anything changed, their milestones too.</param>
internal sealed record Placed(IReadOnlyList<long> Moved, IReadOnlyList<long> Staged, IReadOnlyList<long> Touched)
{
    public static Placed Nobody { get; } = new([], [], []);
}

/// <summary>
/// Puts accounts into the first segment that matches them and the furthest stage of its journey, from today on; the days before stay
/// as they were. Whoever is in a stage gets its milestones. Who moved is scored again.
/// </summary>
public sealed class PlaceAccounts(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, FactsReader facts, OrganisationClock clock)
{
    /// <summary>Places all active accounts for the day that has begun, unless that was done. Returns how many changed segment or stage; none while there is no condition and no rule.</summary>
    internal async Task<int> AllAsync(CancellationToken ct)
    {
        var today = clock.Today;
        await using var connection = await source.OpenConnectionAsync(ct);
        // Asked before the lock is: whoever wakes every few seconds must not wait for imports to hear that there is nothing to do.
        if (await PlacementSql.IsPlacedAsync(connection, today, ct)) return 0;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await PlacementSql.LockAsync(connection, ct);
        if (!await PlacementSql.BeginDayAsync(connection, today, ct)) return 0;
        var placed = await PlaceAsync(connection, null, ct);
        await TellAsync(connection, placed, ct);
        await transaction.CommitAsync(ct);
        return placed.Moved.Union(placed.Staged).Count();
    }

    /// <summary>Places the accounts that an import or an assignment touched, within its transaction, which marks and shows them itself.</summary>
    internal async Task TouchedAsync(NpgsqlConnection connection, IReadOnlyCollection<long> accounts, CancellationToken ct)
    {
        if (accounts.Count > 0) await PlaceAsync(connection, AccountSet.Of(accounts), ct);
    }

    /// <summary>Places accounts by what the transaction sees.</summary>
    /// <param name="connection">In a transaction that holds the lock of imports.</param>
    /// <param name="accounts">Only these; null: all.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="isNew">True when conditions or rules have changed: also their absence is then something to place by.</param>
    internal async Task<Placed> PlaceAsync(NpgsqlConnection connection, AccountSet? accounts, CancellationToken ct, bool isNew = false)
    {
        var rules = await PlacementSql.ReadRulesAsync(connection, ct);
        var placing = new Placing(rules);
        if (rules.Ask || isNew)
            await foreach (var account in facts.ReadAsync(connection, accounts, rules.Subjects, ct)) placing.Add(account);
        await PlacementSql.WriteAsync(connection, placing.Changed, clock.Today, ct);
        if (rules.Journeys.Milestones.Count == 0) return placing.Done([]);
        List<long> touched = placing.Staged.Count == 0 ? [] : await MilestoneSql.LeaveAsync(connection, [.. placing.Staged], clock.Today, ct);
        touched.AddRange(await MilestoneSql.EnterAsync(connection, accounts, clock.Today, ct));
        if (placing.Reached.Count > 0) touched.AddRange(await ReachAsync(connection, accounts, placing, ct));
        return placing.Done(touched);
    }

    /// <summary>Marks of whom something changed to be scored again, and shows them.</summary>
    /// <param name="connection">In the transaction that placed them.</param>
    /// <param name="placed">What changed.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="isNew">True when conditions or rules have changed: who is ranked among those who came or went is then scored again too.</param>
    internal async Task TellAsync(NpgsqlConnection connection, Placed placed, CancellationToken ct, bool isNew = false)
    {
        if (placed.Touched.Count == 0) return;
        // Before the rows are renewed: the end of a run marks first too, and would otherwise wait for this while this waits for it.
        if (isNew && placed.Moved.Count + placed.Staged.Count > 0 && await PeerSql.AnyAsync(connection, ct)) await MarkSql.MarkAsync(connection, [MarkSql.All], ct);
        await CurrentSql.MarkAndRefreshAsync(connection, clock.Today, [.. placed.Touched], ct);
        await ChangeSql.NotifyAsync(connection, Change.Data, placed.Touched, ct);
    }

    /// <summary>Shows anew how accounts get on that are in some stages.</summary>
    internal async Task ShowStagesAsync(NpgsqlConnection connection, int[] stages, CancellationToken ct)
    {
        var accounts = await PlacementSql.ReadInStagesAsync(connection, stages, ct);
        if (accounts.Length == 0) return;
        await CurrentSql.RefreshAsync(connection, clock.Today, accounts, ct);
        await ChangeSql.NotifyAsync(connection, Change.Data, accounts, ct);
    }

    // Says why a milestone counts as done by the words that its rule has on that day.
    private async Task<List<long>> ReachAsync(NpgsqlConnection connection, AccountSet? accounts, Placing placing, CancellationToken ct)
    {
        var open = await MilestoneSql.OpenAsync(connection, accounts, [.. placing.Reached.Select(r => r.Milestone.Id).Distinct()], ct);
        var reached = placing.Reached.Where(r => open.Contains((r.AccountId, r.Milestone.Id))).ToList();
        if (reached.Count == 0) return [];
        await using var db = await factory.CreateDbContextAsync(ct);
        var words = new ConditionWords(await db.ConditionCatalogueAsync(Actor.System, ct), CultureInfo.InvariantCulture);
        var evidence = reached.Select(r => r.Milestone).Distinct().ToDictionary(m => m.Id, m => words.Of(m.Rule!));
        return await MilestoneSql.ReachAsync(connection, [.. reached.Select(r => (r.AccountId, r.Milestone.Id, evidence[r.Milestone.Id]))], clock.Today, ct);
    }
}
