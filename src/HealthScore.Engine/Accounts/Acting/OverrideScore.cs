using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>A manual override to begin today.</summary>
/// <param name="Kind">The score it replaces.</param>
/// <param name="Band">The band to publish.</param>
/// <param name="Score">The score to publish, 0–100.</param>
/// <param name="Reason">Why: what is known that the model does not know.</param>
/// <param name="To">Its last day, at most 90 days from today.</param>
public sealed record NewOverride(ScoreKind Kind, Band Band, double? Score, string? Reason, DateOnly To);

/// <summary>Puts a person's own score in place of the computed one, from today on and for a while. Days that are final stay as published.</summary>
public sealed class OverrideScore(AccountDesk desk, OrganisationClock clock)
{
    public Task<Result<ManualOverride>> RunAsync(Actor actor, long account, NewOverride wanted, CancellationToken ct)
    {
        List<Error> problems = [];
        if (!Enum.IsDefined(wanted.Kind)) problems.Add(new("no_kind", "Choose health, risk or expansion.", nameof(NewOverride.Kind)));
        if (wanted.Band == Band.Unknown || !Enum.IsDefined(wanted.Band)) problems.Add(new("no_band", "Choose red, yellow or green.", nameof(NewOverride.Band)));
        problems.Percent(nameof(NewOverride.Score), wanted.Score);
        problems.Needed(nameof(NewOverride.Reason), wanted.Reason, "Say why: it is shown wherever this score is, and judged when it ends.");
        if (wanted.To < clock.Today || wanted.To > clock.Today.AddDays(ManualOverride.MostDays))
            problems.Add(new("override_end", $"Choose a day from today on, at most {ManualOverride.MostDays} days ahead.", nameof(NewOverride.To)));
        return desk.WorkAsync(actor, [account], "override a score", problems, db =>
        {
            var entry = new ManualOverride
            {
                AccountId = account, Kind = wanted.Kind, From = clock.Today, To = wanted.To, Band = wanted.Band, Score = Rounding.Score(wanted.Score!.Value),
                Reason = wanted.Reason!.Trim(), By = actor.Name, Recorded = clock.Today,
            };
            db.ManualOverrides.Add(entry);
            return Task.FromResult(Result<ManualOverride>.Ok(entry));
        }, ofCustomers: true, ct);
    }
}
