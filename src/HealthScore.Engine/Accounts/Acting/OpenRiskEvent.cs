using System.Text.RegularExpressions;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>A risk event to open.</summary>
/// <param name="Type">Which risk, as people write it: "Champion left" is kept as <c>champion_left</c>.</param>
/// <param name="Opened">First day it is open: today or a day of the last year.</param>
/// <param name="Note">What is known of it.</param>
public sealed record NewRiskEvent(string? Type, DateOnly Opened, string? Note = null);

/// <summary>Opens a risk event on an account.</summary>
public sealed partial class OpenRiskEvent(AccountDesk desk, OrganisationClock clock)
{
    public Task<Result<RiskEvent>> RunAsync(Actor actor, long account, NewRiskEvent risk, CancellationToken ct)
    {
        var type = Other().Replace((risk.Type ?? "").Trim().ToLowerInvariant(), "_").Trim('_');
        List<Error> problems = [];
        if (type.Length is 0 or > 60) problems.Add(new("no_risk", "Say in a few words which risk it is, such as “champion left”.", nameof(NewRiskEvent.Type)));
        problems.Past(nameof(NewRiskEvent.Opened), risk.Opened, clock.Today);
        problems.Text(nameof(NewRiskEvent.Note), risk.Note);
        return desk.WorkAsync<RiskEvent>(actor, [account], "open a risk event", problems, async db =>
        {
            if (await db.RiskEvents.AnyAsync(r => r.AccountId == account && r.Type == type && (r.Closed == null || r.Opened == risk.Opened), ct))
                return new Error("already_open", "This risk is open already, or was opened on the same day. Close it first, or choose another day.", nameof(NewRiskEvent.Type));
            var opened = new RiskEvent
            {
                AccountId = account, Type = type, Opened = risk.Opened, Note = EntryChecks.Tidy(risk.Note), By = actor.Name, Recorded = clock.Today,
            };
            db.RiskEvents.Add(opened);
            return opened;
        }, ofCustomers: true, ct);
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex Other();
}
