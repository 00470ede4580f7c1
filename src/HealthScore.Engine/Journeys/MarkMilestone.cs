using System.Globalization;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Journeys;

/// <summary>What tells that a milestone is done.</summary>
/// <param name="Day">The day it was reached.</param>
/// <param name="Evidence">What shows it: a sentence, a link.</param>
public sealed record MilestoneEvidence(DateOnly Day, string? Evidence);

/// <summary>Marks a milestone as done, and takes that back for whoever changes their mind the same day. Rules that ask for it place the account at once.</summary>
public sealed class MarkMilestone(AccountDesk desk, OrganisationClock clock, PlaceAccounts place)
{
    public Task<Result<Milestone>> RunAsync(Actor actor, long account, long id, MilestoneEvidence evidence, CancellationToken ct)
    {
        List<Error> problems = [];
        if (evidence.Day > clock.Today) problems.Add(new("day_in_future", "This day is still to come. Choose today or a day before.", nameof(MilestoneEvidence.Day)));
        problems.Needed(nameof(MilestoneEvidence.Evidence), evidence.Evidence, "Say what shows that it is done, e.g. a sentence or a link.");
        return ChangeAsync(actor, account, id, problems, milestone =>
        {
            if (milestone.Done is not null) return new Error("done", "This milestone is done already. Load the page again to see by whom.");
            // A stay may be long; where none is known, a longer look back is an import's business.
            if (milestone.Entered is { } entered && evidence.Day < entered) return new Error("before_stay", $"The account entered the stage on {Days.Day(entered, CultureInfo.CurrentCulture)}. Choose that day or a later one.", nameof(MilestoneEvidence.Day));
            if (milestone.Entered is null && evidence.Day < clock.Today.AddDays(-EntryChecks.FarthestBack)) return new Error("day_too_early", "This day is more than a year ago. Choose a later one.", nameof(MilestoneEvidence.Day));
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
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            // Of two who mark it at once, the second finds it done.
            await MilestoneSql.HoldAsync(connection, account, id, ct);
            if (await db.Milestones.SingleOrDefaultAsync(m => m.AccountId == account && m.Id == id, ct) is not { } milestone) return Error.NotFound("milestone");
            var changed = change(milestone);
            // While an import is on, which may be long, nobody waits for it: then the night places.
            if (changed.IsOk && await IsAskedForAsync(db, milestone, ct) && await PlacementSql.TryLockAsync(connection, ct))
            {
                await db.SaveChangesAsync(ct);
                await place.TouchedAsync(connection, [account], ct);
                await CurrentSql.MarkAndRefreshAsync(connection, clock.Today, [account], ct);
                await ChangeSql.NotifyAsync(connection, Change.Data, [account], ct);
            }

            return changed;
        }, ofCustomers: true, ct);

    private static async Task<bool> IsAskedForAsync(HealthScoreDb db, Milestone milestone, CancellationToken ct)
    {
        var map = await db.JourneyMapAsync(ct);
        return map.Journeys.Any(j => j.Stages.Select(s => s.Entry).Concat(map.Milestones.Where(m => j.Has(m.StageId)).Select(m => m.Rule)).OfType<Condition>()
            .SelectMany(r => r.Milestones()).Any(name => map.MilestoneOf(j.Journey.Id, name) == milestone.DefinitionId));
    }
}
