using HealthScore.Domain.MyDay;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.MyDay;

/// <summary>An account that can wait.</summary>
/// <param name="Until">The first day on which it is there again.</param>
/// <param name="Reason">Why it can wait.</param>
public sealed record NewSnooze(long AccountId, DateOnly Until, string Reason);

/// <summary>Puts an account off until a day, for everybody who sees it. What was said before of the same account gives way.</summary>
public sealed class SnoozeAccount(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, NewSnooze snooze, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAccounts)) return Error.Forbidden("put accounts off");
        var (today, reason) = (clock.Today, snooze.Reason.Trim());
        List<Error> errors = [];
        if (snooze.Until <= today) errors.Add(new("until_past", "Choose a day after today.", nameof(snooze.Until)));
        else if (snooze.Until > today.AddDays(Snooze.MostDays)) errors.Add(new("until_far", $"Choose a day within {Snooze.MostDays} days: nobody should be forgotten longer.", nameof(snooze.Until)));
        if (reason.Length == 0) errors.Add(new("reason_missing", "Say why this can wait; others will read it.", nameof(snooze.Reason)));
        else if (reason.Length > Snooze.LongestReason) errors.Add(new("reason_long", $"Say it in at most {Snooze.LongestReason} letters; these are {reason.Length}.", nameof(snooze.Reason)));
        if (errors.Count > 0) return Result<Done>.Fail(errors);

        await using var db = await factory.CreateDbContextAsync(ct);
        if (await db.CurrentAccounts.AsNoTracking().SeenBy(actor).SingleOrDefaultAsync(a => a.AccountId == snooze.AccountId && a.Active, ct) is not { } account) return Error.NotFound("account");
        await SnoozeChange.ReplaceAsync(db, actor, clock, account.AccountId, new() { AccountId = account.AccountId, Until = snooze.Until, Reason = reason, Band = account.HealthBand, By = actor.Name, At = clock.Now }, ct);
        return Done.Value;
    }
}

/// <summary>Takes a snooze back.</summary>
public sealed class EndSnooze(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<Done>> RunAsync(Actor actor, long accountId, CancellationToken ct)
    {
        if (!actor.May(Permission.WorkAccounts)) return Error.Forbidden("wake accounts");
        await using var db = await factory.CreateDbContextAsync(ct);
        if (!await db.CurrentAccounts.SeenBy(actor).AnyAsync(a => a.AccountId == accountId, ct)) return Error.NotFound("account");
        // Where it is awake already, all is as it was asked for.
        await SnoozeChange.ReplaceAsync(db, actor, clock, accountId, null, ct);
        return Done.Value;
    }
}

/// <summary>Changes what was said of an account, one change after the other, and tells the open pages of it.</summary>
internal static class SnoozeChange
{
    public static async Task ReplaceAsync(HealthScoreDb db, Actor actor, OrganisationClock clock, long accountId, Snooze? next, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await SnoozeSql.LockAsync(db, accountId, ct);
        foreach (var running in await db.Snoozes.Running(clock.Today).Where(s => s.AccountId == accountId).ToListAsync(ct)) (running.Ended, running.EndedBy) = (clock.Now, actor.Name);
        if (next is not null) db.Snoozes.Add(next);
        await db.SaveChangesAsync(ct);
        await ChangeSql.NotifyAsync((NpgsqlConnection)db.Database.GetDbConnection(), Change.Data, [accountId], ct);
        await transaction.CommitAsync(ct);
    }
}
