using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>Closes an open risk event as of today, and opens it again for whoever changes their mind the same day.</summary>
public sealed class CloseRiskEvent(AccountDesk desk, OrganisationClock clock)
{
    public Task<Result<RiskEvent>> RunAsync(Actor actor, long account, string type, DateOnly opened, CancellationToken ct) =>
        ChangeAsync(actor, account, type, opened, (risk, _) =>
        {
            if (risk.Closed is not null) return new Error("closed", "This risk is closed already. Load the page again to see by whom.");
            (risk.Closed, risk.ClosedBy) = (clock.Today, actor.Name);
            return risk;
        }, ct);

    /// <summary>Takes the closing back, on its own day only.</summary>
    public Task<Result<RiskEvent>> UndoAsync(Actor actor, long account, string type, DateOnly opened, CancellationToken ct) =>
        ChangeAsync(actor, account, type, opened, (risk, isOpen) =>
        {
            if (risk.Closed != clock.Today) return new Error("not_closed_today", "Only what was closed today can be opened again. Open a new risk event instead.");
            if (isOpen) return new Error("already_open", "Somebody has opened this risk again since. Load the page again to see it.");
            (risk.Closed, risk.ClosedBy) = (null, null);
            return risk;
        }, ct);

    private Task<Result<RiskEvent>> ChangeAsync(Actor actor, long account, string type, DateOnly opened, Func<RiskEvent, bool, Result<RiskEvent>> change, CancellationToken ct) =>
        desk.WorkAsync(actor, [account], "close a risk event", [], async db =>
            await db.RiskEvents.SingleOrDefaultAsync(r => r.AccountId == account && r.Type == type && r.Opened == opened, ct) is { } risk
                ? change(risk, await db.RiskEvents.AnyAsync(r => r.AccountId == account && r.Type == type && r.Opened != opened && r.Closed == null, ct))
                : Error.NotFound("risk event"), ofCustomers: false, ct);
}
