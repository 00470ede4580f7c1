using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Journeys;

/// <summary>Where an account shall be.</summary>
/// <param name="Stage">A stage of its journey.</param>
/// <param name="Reason">Why, in people's words.</param>
public sealed record NewStage(int? Stage, string? Reason);

/// <summary>Puts an account into another stage of its journey from today on, and takes that back for whoever changes their mind the same day.</summary>
public sealed class MoveToStage(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock, PlaceAccounts place)
{
    public Task<Result<StageMove>> RunAsync(Actor actor, long account, NewStage wanted, CancellationToken ct)
    {
        List<Error> problems = [];
        if (wanted.Stage is null) problems.Add(new("needed", "Choose a stage.", nameof(NewStage.Stage)));
        problems.Needed(nameof(NewStage.Reason), wanted.Reason, "Say why, e.g. what was agreed with the customer.");
        return WorkAsync<StageMove>(actor, account, problems, async (db, connection, current) =>
        {
            var map = await db.JourneyMapAsync(ct);
            if (map.Of(current.SegmentId) is not { } journey || !journey.Has(wanted.Stage)) return new Error("no_stage", "Its journey has no such stage any more. Load the page again and choose another one.", nameof(NewStage.Stage));
            var stage = wanted.Stage!.Value;
            var (before, given) = await StageMoveSql.PutAsync(connection, account, stage, stage, clock.Today, ct);
            if (before == stage) return new Error("there_already", "It is in this stage already. Choose another one.", nameof(NewStage.Stage));
            if (await PlacedAsync(db, connection, account, ct) is { } at && at != stage)
            {
                // What came in today may have put it into a segment that follows another journey.
                if (journey.Stages.SingleOrDefault(s => s.Id == at) is not { } rule) return new Error("other_journey", "Its segment has just changed, and with it its journey. Load the page again.", nameof(NewStage.Stage));
                return new Error("rule_holds", $"The entry rule of {rule.Name} holds for this account, so it would be there again at once. Choose that stage or a later one, or have the rule changed.", nameof(NewStage.Stage));
            }

            var move = new StageMove { AccountId = account, Day = clock.Today, StageId = stage, Reason = wanted.Reason!.Trim(), By = actor.Name, Before = before, GivenBefore = given };
            db.StageMoves.Add(move);
            await db.SaveChangesAsync(ct);
            return move;
        }, ct);
    }

    /// <summary>Takes the last move back, on its own day only.</summary>
    public Task<Result<Done>> UndoAsync(Actor actor, long account, long id, CancellationToken ct) => WorkAsync<Done>(actor, account, [], async (db, connection, _) =>
    {
        var move = await db.StageMoves.Where(m => m.AccountId == account).OrderByDescending(m => m.Id).FirstOrDefaultAsync(ct);
        if (move is null || move.Id != id || move.Day != clock.Today) return new Error("not_moved_today", "Only the last move of today can be taken back. Move the account again instead.");
        // What was given after it, by a file of the same day, stays: nothing is committed then.
        var (_, given) = await StageMoveSql.PutAsync(connection, account, move.Before, move.GivenBefore, clock.Today, ct);
        if (given != move.StageId) return new Error("moved_since", "An import has put the account into another stage since, so this move cannot be taken back. Move the account again instead.");
        db.StageMoves.Remove(move);
        await db.SaveChangesAsync(ct);
        await PlacedAsync(db, connection, account, ct);
        return Done.Value;
    }, ct);

    private async Task<Result<T>> WorkAsync<T>(Actor actor, long account, IReadOnlyList<Error> problems, Func<HealthScoreDb, NpgsqlConnection, AccountCurrent, Task<Result<T>>> act, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAccounts)) return Error.Forbidden("move an account to another stage");
        await using var db = await factory.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        if (await PlacementSql.LockSoonAsync(connection, ct) is { } busy) return busy;
        if (await db.CurrentAccounts.AsNoTracking().SeenBy(actor).SingleOrDefaultAsync(a => a.AccountId == account, ct) is not { } current) return Error.NotFound("account");
        if (!current.Active) return new Error("has_left", "This account has left, so it stays in the stage in which it was.");
        if (problems.Count > 0) return Result<T>.Fail(problems);
        var done = await act(db, connection, current);
        if (!done.IsOk) return done;
        await CurrentSql.MarkAndRefreshAsync(connection, clock.Today, [account], ct);
        await ChangeSql.NotifyAsync(connection, Change.Data, [account], ct);
        await transaction.CommitAsync(ct);
        return done;
    }

    // Rules and milestones follow at once; what was to be reached in a stage that it was in for no day goes.
    private async Task<int?> PlacedAsync(HealthScoreDb db, NpgsqlConnection connection, long account, CancellationToken ct)
    {
        await MilestoneSql.LeaveAsync(connection, [account], clock.Today, ct);
        await place.TouchedAsync(connection, [account], ct);
        return await db.AccountStates.Where(s => s.AccountId == account && s.From <= clock.Today).OrderByDescending(s => s.From).Select(s => s.StageId).FirstOrDefaultAsync(ct);
    }
}
