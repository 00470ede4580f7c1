using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>The latest score of a kind as of a day.</summary>
/// <param name="Day">Its own day; null: there is none.</param>
/// <param name="VersionId">The model version that made it; null: there is none.</param>
/// <param name="Change">Against the score of <paramref name="Since"/>.</param>
/// <param name="Since">The thirtieth day before its own, or the last one with a score of the week before that (<see cref="ComparedDay"/>); null: there is none.</param>
public sealed record KindScore(ScoreKind Kind, DateOnly? Day, double? Score, Band Band, bool IsProvisional, bool IsManual, int? VersionId, double? Change, DateOnly? Since);

/// <summary>The head of an account's page as of a day.</summary>
/// <param name="Day">The day all of it is of: the last one unless an earlier one was asked for.</param>
/// <param name="LastDay">Today, or the day the account left.</param>
/// <param name="StageSince">The day the stage was entered.</param>
public sealed record AccountView(
    long Id, string ExternalId, string Name, DateOnly Start, DateOnly? Churned, DateOnly Day, DateOnly LastDay, string? Segment, int? StageId, string? Stage, DateOnly? StageSince,
    string? Owner, decimal Arr, DateOnly? Renewal, IReadOnlyList<KindScore> Scores)
{
    /// <summary>True when it shows a day of the past.</summary>
    public bool IsPast => Day < LastDay;
}

/// <summary>Reads who an account is and how it stands, as of any day of its life.</summary>
public sealed class ReadAccount(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{

    private static readonly ScoreKind[] s_kinds = [ScoreKind.Health, ScoreKind.Risk, ScoreKind.Expansion];

    /// <param name="actor">Who looks.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="asOf">The day to look at; null, or a day beyond its life: the nearest one in it.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<AccountView>> RunAsync(Actor actor, long accountId, DateOnly? asOf, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var account = await db.Accounts.AsNoTracking().Where(a => a.Id == accountId && db.CurrentAccounts.SeenBy(actor).Any(c => c.AccountId == a.Id)).SingleOrDefaultAsync(ct);
        if (account is null) return Error.NotFound("account");
        var last = account.Churned is { } churned && churned < clock.Today ? churned : clock.Today;
        var day = asOf is not { } wanted || wanted > last ? last : wanted < account.FirstDay ? account.FirstDay : wanted;
        var states = await db.AccountStates.AsNoTracking().Where(s => s.AccountId == accountId && s.From <= day).OrderBy(s => s.From).ToListAsync(ct);
        var state = states.Count == 0 ? null : states[^1];
        var (segment, stage, owner) = (state?.SegmentId, state?.StageId, state?.OwnerId);
        var names = await db.Accounts.Where(a => a.Id == accountId).Select(a => new
        {
            Segment = db.Segments.Where(s => s.Id == segment).Select(s => s.Name).FirstOrDefault(),
            Stage = db.Stages.Where(s => s.Id == stage).Select(s => s.Name).FirstOrDefault(),
            Owner = db.Owners.Where(o => o.Id == owner).Select(o => o.Name).FirstOrDefault(),
            Renewal = db.Renewals.Where(r => r.AccountId == accountId && r.Day >= day).Min(r => (DateOnly?)r.Day),
        }).SingleAsync(ct);
        return new AccountView(
            account.Id, account.ExternalId, account.Name, account.FirstDay, account.Churned, day, last, names.Segment, state?.StageId, names.Stage, state?.StageId is null ? null : StageSince(states),
            names.Owner, state?.Arr ?? 0, names.Renewal, await ScoresAsync(db, accountId, day, isNow: day == clock.Today, ct));
    }

    private static async Task<IReadOnlyList<KindScore>> ScoresAsync(HealthScoreDb db, long accountId, DateOnly day, bool isNow, CancellationToken ct)
    {
        var standing = await ScoreOfDay.FirstAsync(db, day, ct);
        var known = isNow ? await ScoreOfDay.KnownNowAsync(db, accountId, ct) : s_kinds;
        var first = ComparedDay.Earliest(standing);
        var scores = await db.Scores.AsNoTracking().Where(s => s.AccountId == accountId && s.Day <= day && s.Day >= first)
            .OrderByDescending(s => s.Day).Select(s => new { s.Kind, s.Day, s.Published, s.Band, s.Provisional, s.Manual, s.VersionId }).ToListAsync(ct);
        return [.. s_kinds.Select(kind =>
        {
            var now = scores.FirstOrDefault(s => s.Kind == kind && s.Day >= standing);
            // A model may have ended since the night.
            if (now is null || (now.Published is not null && !known.Contains(kind))) return new KindScore(kind, null, null, Band.Unknown, false, false, null, null, null);
            var before = scores.FirstOrDefault(s => s.Kind == kind && !s.Provisional && s.Day <= ComparedDay.Wanted(now.Day) && s.Day >= ComparedDay.Earliest(now.Day));
            return new KindScore(kind, now.Day, now.Published, now.Band, now.Provisional, now.Manual, now.VersionId, now.Published - before?.Published, before?.Day);
        })];
    }

    private static DateOnly? StageSince(List<AccountState> states)
    {
        DateOnly? since = null;
        for (var i = states.Count - 1; i >= 0 && states[i].StageId == states[^1].StageId; i--) since = states[i].From;
        return since;
    }
}
