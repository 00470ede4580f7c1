using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>Ends a manual override before its last day: from today on the computed score counts again. The days it held stay as published.</summary>
public sealed class EndOverride(AccountDesk desk, OrganisationClock clock)
{
    public Task<Result<ManualOverride>> RunAsync(Actor actor, long account, long id, CancellationToken ct) => ChangeAsync(actor, account, id, entry =>
    {
        if (entry.Ended is not null || entry.To < clock.Today) return new Error("override_over", "This override has ended already. Load the page again to see by whom.");
        (entry.Ended, entry.EndedBy) = (clock.Today, actor.Name);
        return entry;
    }, ct);

    /// <summary>Lets it go on after all, on the day it was ended only.</summary>
    public Task<Result<ManualOverride>> UndoAsync(Actor actor, long account, long id, CancellationToken ct) => ChangeAsync(actor, account, id, entry =>
    {
        if (entry.Ended != clock.Today) return new Error("not_ended_today", "Only what was ended today can go on. Override the score anew instead.");
        (entry.Ended, entry.EndedBy) = (null, null);
        return entry;
    }, ct);

    private Task<Result<ManualOverride>> ChangeAsync(Actor actor, long account, long id, Func<ManualOverride, Result<ManualOverride>> change, CancellationToken ct) =>
        desk.WorkAsync(actor, [account], "override a score", [], async db =>
            await db.ManualOverrides.SingleOrDefaultAsync(o => o.AccountId == account && o.Id == id, ct) is { } entry ? change(entry) : Error.NotFound("override"), ofCustomers: false, ct);
}
