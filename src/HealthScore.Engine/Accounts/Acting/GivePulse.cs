using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>A pulse to give today.</summary>
/// <param name="Score">0–100.</param>
/// <param name="Expires">The last day it counts, at most a year from today.</param>
/// <param name="Note">Why: what is known that the numbers do not say.</param>
public sealed record NewPulse(double? Score, DateOnly Expires, string? Note);

/// <summary>Gives a CSM's own judgement of an account. A later one of the same day counts.</summary>
public sealed class GivePulse(AccountDesk desk, OrganisationClock clock)
{
    public Task<Result<Pulse>> RunAsync(Actor actor, long account, NewPulse pulse, CancellationToken ct)
    {
        List<Error> problems = [];
        problems.Percent(nameof(NewPulse.Score), pulse.Score);
        if (pulse.Expires < clock.Today || pulse.Expires > clock.Today.AddDays(EntryChecks.FarthestBack))
            problems.Add(new("expiry", "Choose today or a day of the coming year: after it the pulse no longer counts.", nameof(NewPulse.Expires)));
        problems.Needed(nameof(NewPulse.Note), pulse.Note, $"Say why: it stands beside the pulse, which is judged after {PulseVerdict.JudgedAfter} days.");
        return desk.WorkAsync(actor, [account], "give a pulse", problems, db =>
        {
            var given = new Pulse
            {
                AccountId = account, Day = clock.Today, Score = pulse.Score!.Value, Expires = pulse.Expires, Note = EntryChecks.Tidy(pulse.Note), By = actor.Name, Recorded = clock.Today,
            };
            db.Pulses.Add(given);
            return Task.FromResult(Result<Pulse>.Ok(given));
        }, ofCustomers: true, ct);
    }
}
