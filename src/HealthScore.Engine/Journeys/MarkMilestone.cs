using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Organisation;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Journeys;

/// <summary>What tells that a milestone is done.</summary>
/// <param name="Day">The day it was reached.</param>
/// <param name="Evidence">What shows it: a sentence, a link.</param>
public sealed record MilestoneEvidence(DateOnly Day, string? Evidence);

/// <summary>Marks a milestone as done, and takes that back for whoever changes their mind the same day.</summary>
public sealed class MarkMilestone(AccountDesk desk, OrganisationClock clock)
{
    public Task<Result<Milestone>> RunAsync(Actor actor, long account, long id, MilestoneEvidence evidence, CancellationToken ct)
    {
        List<Error> problems = [];
        problems.Past(nameof(MilestoneEvidence.Day), evidence.Day, clock.Today);
        problems.Needed(nameof(MilestoneEvidence.Evidence), evidence.Evidence, "Say what shows that it is done, e.g. a sentence or a link.");
        return ChangeAsync(actor, account, id, problems, milestone =>
        {
            if (milestone.Done is not null) return new Error("done", "This milestone is done already. Load the page again to see by whom.");
            if (evidence.Day < milestone.Entered) return new Error("before_stay", $"The account entered the stage on {milestone.Entered.Value:yyyy-MM-dd}. Choose that day or a later one.", nameof(MilestoneEvidence.Day));
            (milestone.Done, milestone.Evidence, milestone.DoneBy, milestone.Recorded) = (evidence.Day, evidence.Evidence!.Trim(), actor.Name, clock.Today);
            return milestone;
        }, ct);
    }

    /// <summary>Takes it back, on the day it was recorded only.</summary>
    public Task<Result<Milestone>> UndoAsync(Actor actor, long account, long id, CancellationToken ct) => ChangeAsync(actor, account, id, [], milestone =>
    {
        if (milestone.DoneBy is null || milestone.Recorded != clock.Today) return new Error("not_done_today", "Only what somebody marked as done today can be taken back.");
        (milestone.Done, milestone.Evidence, milestone.DoneBy, milestone.Recorded) = (null, null, null, null);
        return milestone;
    }, ct);

    private Task<Result<Milestone>> ChangeAsync(Actor actor, long account, long id, IReadOnlyList<Error> problems, Func<Milestone, Result<Milestone>> change, CancellationToken ct) =>
        desk.WorkAsync(actor, [account], "mark a milestone as done", problems, async db =>
            await db.Milestones.SingleOrDefaultAsync(m => m.AccountId == account && m.Id == id, ct) is { } milestone ? change(milestone) : Error.NotFound("milestone"), ct);
}
