using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>The head of an account's page.</summary>
/// <param name="StageSince">The day the present stage was entered.</param>
public sealed record AccountView(
    long Id, string ExternalId, string Name, DateOnly Start, DateOnly? Churned, string? Segment, string? Stage, DateOnly? StageSince, string? Owner,
    decimal Arr, DateOnly? Renewal, AccountCurrent Current, IReadOnlyList<Contact> Contacts);

/// <summary>A day of the score's trend.</summary>
public sealed record ScorePoint(DateOnly Day, double? Score, Band Band, bool IsProvisional, int VersionId);

/// <summary>Something that happened, to stand on the trend and in the timeline.</summary>
public sealed record AccountEvent(DateOnly Day, string Kind, string Text);

/// <summary>An account's page: head, trend, events. The breakdown of a score is <see cref="Scoring.ReadScore"/>'s.</summary>
public sealed class ReadAccount(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<AccountView>> RunAsync(Actor actor, long accountId, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var current = await db.CurrentAccounts.AsNoTracking().SeenBy(actor).SingleOrDefaultAsync(a => a.AccountId == accountId, ct);
        if (current is null) return Error.NotFound("account");
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId, ct);
        var states = await db.AccountStates.AsNoTracking().Where(s => s.AccountId == accountId && s.From <= clock.Today).OrderBy(s => s.From).ToListAsync(ct);
        return new AccountView(
            account.Id, account.ExternalId, account.Name, account.FirstDay, account.Churned,
            await db.Segments.Where(s => s.Id == current.SegmentId).Select(s => s.Name).SingleOrDefaultAsync(ct),
            await db.Stages.Where(s => s.Id == current.StageId).Select(s => s.Name).SingleOrDefaultAsync(ct),
            current.StageId is null ? null : StageSince(states),
            await db.Owners.Where(o => o.Id == current.OwnerId).Select(o => o.Name).SingleOrDefaultAsync(ct),
            current.Arr, current.Renewal, current,
            await db.Contacts.AsNoTracking().Where(c => c.AccountId == accountId).OrderByDescending(c => c.IsChampion).ThenBy(c => c.Name).Take(100).ToListAsync(ct));
    }

    /// <summary>The scores of one kind, day by day, provisional ones included.</summary>
    public async Task<IReadOnlyList<ScorePoint>> TrendAsync(Actor actor, long accountId, ScoreKind kind, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        return await db.Scores.Where(s => s.AccountId == accountId && s.Kind == kind && s.Day >= from && s.Day <= to)
            .Where(s => db.CurrentAccounts.Any(a => a.AccountId == s.AccountId && (actor.Scope == null || a.OwnerId == actor.Scope)))
            .OrderBy(s => s.Day).Select(s => new ScorePoint(s.Day, s.Published, s.Band, s.Provisional, s.VersionId)).ToListAsync(ct);
    }

    /// <summary>Outcomes, risk events, stage and ARR changes, manual overrides: the newest first.</summary>
    public async Task<IReadOnlyList<AccountEvent>> EventsAsync(Actor actor, long accountId, DateOnly from, DateOnly to, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        if (!await db.CurrentAccounts.SeenBy(actor).AnyAsync(a => a.AccountId == accountId, ct)) return [];
        var events = new List<AccountEvent>();
        foreach (var o in await db.Outcomes.AsNoTracking().Where(o => o.AccountId == accountId && o.Day >= from && o.Day <= to).ToListAsync(ct))
            events.Add(new(o.Day, "Outcome", o.Reason is null ? $"{o.Kind}" : $"{o.Kind}: {o.Reason}"));
        foreach (var r in await db.RiskEvents.AsNoTracking().Where(r => r.AccountId == accountId && r.Opened <= to && (r.Closed == null || r.Closed >= from)).ToListAsync(ct))
        {
            events.Add(new(r.Opened, "Risk", $"{Words(r.Type)} opened{(r.Note is null ? "" : $": {r.Note}")}"));
            if (r.Closed is { } closed) events.Add(new(closed, "Risk", $"{Words(r.Type)} closed"));
        }

        foreach (var o in await db.ManualOverrides.AsNoTracking().Where(o => o.AccountId == accountId && o.From <= to && o.To >= from).ToListAsync(ct))
            events.Add(new(o.From, "Override", $"{o.Kind} set to {o.Band} until {o.To:yyyy-MM-dd} by {o.By}: {o.Reason}"));
        await AddStateChangesAsync(db, accountId, events, ct);
        return [.. events.Where(e => e.Day >= from && e.Day <= to).OrderByDescending(e => e.Day)];
    }

    private static async Task AddStateChangesAsync(HealthScoreDb db, long accountId, List<AccountEvent> events, CancellationToken ct)
    {
        var states = await db.AccountStates.AsNoTracking().Where(s => s.AccountId == accountId).OrderBy(s => s.From).ToListAsync(ct);
        var stages = await db.Stages.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        foreach (var (before, after) in states.Zip(states.Skip(1)))
        {
            if (after.StageId != before.StageId) events.Add(new(after.From, "Stage", after.StageId is { } id ? $"Entered {stages[id]}" : "Left its stage"));
            if (after.Arr != before.Arr) events.Add(new(after.From, "ARR", after.Arr > before.Arr ? $"ARR grew by {(after.Arr - before.Arr):N0}" : $"ARR shrank by {(before.Arr - after.Arr):N0}"));
        }
    }

    private static DateOnly? StageSince(List<AccountState> states)
    {
        DateOnly? since = null;
        for (var i = states.Count - 1; i >= 0 && states[i].StageId == states[^1].StageId; i--) since = states[i].From;
        return since;
    }

    private static string Words(string type) => type.Length == 0 ? type : char.ToUpperInvariant(type[0]) + type[1..].Replace('_', ' ');
}
