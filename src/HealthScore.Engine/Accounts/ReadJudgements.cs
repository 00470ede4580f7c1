using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>A judgement that has turned out to be right or wrong.</summary>
/// <param name="What">Health, risk or expansion of an override; null: a pulse.</param>
/// <param name="Day">The day it was given.</param>
/// <param name="On">The day it was judged.</param>
public sealed record JudgementLine(long AccountId, string Name, ScoreKind? What, double Score, DateOnly Day, Verdict Verdict, DateOnly On);

/// <summary>How often somebody's pulses and overrides of the last year were right.</summary>
/// <param name="Open">Those that cannot be judged yet.</param>
/// <param name="Latest">Those that were decided last, the newest first.</param>
public sealed record Judgements(int BorneOut, int NotBorneOut, int CannotTell, int Open, IReadOnlyList<JudgementLine> Latest);

/// <summary>Reads what became of a person's own judgements: by these one learns how far one's feeling can be trusted.</summary>
public sealed class ReadJudgements(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    private const int Year = 365;
    private const int Most = 500;
    private const int MostShown = 5;

    /// <summary>Of the accounts that the user may see now.</summary>
    public async Task<Judgements> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var (today, since) = (clock.Today, clock.Today.AddDays(-Year));
        var seen = db.CurrentAccounts.SeenBy(actor);
        var overrides = await db.ManualOverrides.AsNoTracking().Where(o => o.By == actor.Name && o.From > since && seen.Any(a => a.AccountId == o.AccountId)).OrderByDescending(o => o.From).Take(Most).ToListAsync(ct);
        var pulses = await db.Pulses.AsNoTracking().Where(p => p.By == actor.Name && p.Day > since && seen.Any(a => a.AccountId == p.AccountId)).OrderByDescending(p => p.Day).Take(Most).ToListAsync(ct);
        var judged = await Judging.JudgeAsync(db, overrides, pulses, today, ct);
        var lines = judged.Overrides.Select(o => new JudgementLine(o.Entry.AccountId, "", o.Entry.Kind, o.Entry.Score, o.Entry.From, o.Judged.Verdict, o.Entry.LastDay))
            .Concat(judged.Pulses.Select(p => new JudgementLine(p.Entry.AccountId, "", null, p.Entry.Score, p.Entry.Day, p.Judged.Verdict, p.Judged.On))).ToList();
        var latest = lines.Where(l => l.Verdict is Verdict.BorneOut or Verdict.NotBorneOut).OrderByDescending(l => l.On).ThenByDescending(l => l.Day).Take(MostShown).ToList();
        var ids = latest.ConvertAll(l => l.AccountId);
        var names = await db.CurrentAccounts.Where(a => ids.Contains(a.AccountId)).ToDictionaryAsync(a => a.AccountId, a => a.Name, ct);
        return new(Count(Verdict.BorneOut), Count(Verdict.NotBorneOut), Count(Verdict.CannotTell), Count(Verdict.Open), latest.ConvertAll(l => l with { Name = names[l.AccountId] }));

        int Count(Verdict verdict) => lines.Count(l => l.Verdict == verdict);
    }
}
