using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>What can be taken back.</summary>
public enum EntryKind
{
    Touch = 1,
    Pulse = 2,
    RiskEvent = 3,
    Override = 4,
    GoalProgress = 5,
}

/// <summary>Something that somebody recorded on an account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Kind">What.</param>
/// <param name="Id">Its key within the account; 0 for a risk event.</param>
/// <param name="RiskType">A risk event's type.</param>
/// <param name="Opened">A risk event's first day.</param>
public readonly record struct Entry(long AccountId, EntryKind Kind, long Id, string RiskType = "", DateOnly Opened = default);

/// <summary>Takes entries back on the day they were recorded: until the night no final score has gone by them. All of them, or none.</summary>
public sealed class TakeBack(AccountDesk desk, OrganisationClock clock)
{
    public Task<Result<Done>> RunAsync(Actor actor, IReadOnlyCollection<Entry> entries, CancellationToken ct) =>
        desk.WorkAsync<Done>(actor, [.. entries.Select(e => e.AccountId).Distinct()], "take this back", [], async db =>
        {
            var taken = 0;
            foreach (var entry in entries) taken += await RemoveAsync(db, entry, ct);
            return taken == entries.Count ? Done.Value : new Error("not_of_today", "This can be taken back on the day it was recorded only, and once. Load the page again to see what is there.");
        }, ofCustomers: false, ct);

    private Task<int> RemoveAsync(HealthScoreDb db, Entry entry, CancellationToken ct)
    {
        var (account, id, today) = (entry.AccountId, entry.Id, clock.Today);
        return entry.Kind switch
        {
            EntryKind.Touch => db.Touches.Where(t => t.AccountId == account && t.Id == id && t.Recorded == today).ExecuteDeleteAsync(ct),
            EntryKind.Pulse => db.Pulses.Where(p => p.AccountId == account && p.Id == id && p.Recorded == today).ExecuteDeleteAsync(ct),
            EntryKind.RiskEvent => db.RiskEvents.Where(r => r.AccountId == account && r.Type == entry.RiskType && r.Opened == entry.Opened && r.Recorded == today).ExecuteDeleteAsync(ct),
            EntryKind.Override => db.ManualOverrides.Where(o => o.AccountId == account && o.Id == id && o.Recorded == today).ExecuteDeleteAsync(ct),
            EntryKind.GoalProgress => db.GoalProgress.Where(g => g.AccountId == account && g.Id == id && g.Recorded == today).ExecuteDeleteAsync(ct),
            _ => Task.FromResult(0),
        };
    }
}
