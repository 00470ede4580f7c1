using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>A person at the account.</summary>
/// <param name="LastContact">The last day up to the one shown that somebody spoke with them: as imported, or by a touch; null: never.</param>
public sealed record ContactLine(string ExternalId, string Name, string? Email, string? Persona, bool IsChampion, DateOnly? LastContact);

/// <summary>A goal with its latest figure.</summary>
/// <param name="Progress">How much of the way it has come, 0–1.</param>
public sealed record GoalLine(long Id, string Name, int Importance, DateOnly Opened, DateOnly? Closed, double Baseline, double Target, double Value, DateOnly? ValueDay, double Progress);

/// <summary>An answer to a survey.</summary>
public sealed record AnswerLine(string Survey, string Who, DateOnly Day, double Score);

/// <summary>The people of an account and what they want, say and worry us with, as of a day.</summary>
/// <param name="Contacts">The champions first.</param>
/// <param name="Goals">Those that are open or were closed in the last half year.</param>
/// <param name="Answers">The latest ones of the last year.</param>
/// <param name="Referrals">Days of the last year, the newest first.</param>
/// <param name="Risks">Those that are open.</param>
/// <param name="Overrides">The newest first.</param>
/// <param name="Pulses">The newest first, expired or not.</param>
public sealed record Relations(
    IReadOnlyList<ContactLine> Contacts, IReadOnlyList<GoalLine> Goals, IReadOnlyList<AnswerLine> Answers, IReadOnlyList<DateOnly> Referrals, IReadOnlyList<RiskEvent> Risks,
    IReadOnlyList<OverrideLine> Overrides, IReadOnlyList<PulseLine> Pulses)
{
    /// <summary>Of an account that one may not see.</summary>
    public static Relations None { get; } = new([], [], [], [], [], [], []);
}

/// <summary>Reads the relations of an account.</summary>
public sealed class ReadRelations(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    private const int MostContacts = 100;
    private const int MostAnswers = 12;
    private const int MostOverrides = 10;
    private const int MostPulses = 5;
    private const int Year = 365;
    private const int HalfYear = 182;

    public async Task<Relations> RunAsync(Actor actor, long account, DateOnly day, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        if (!await db.CurrentAccounts.SeenBy(actor).AnyAsync(a => a.AccountId == account, ct)) return Relations.None;
        var year = day.AddDays(-Year);
        var (overrides, pulses) = await JudgementsAsync(db, account, day, ct);
        return new(
            await ContactsAsync(db, account, day, ct),
            await GoalsAsync(db, account, day, ct),
            await db.SurveyResponses.Where(r => r.AccountId == account && r.Day <= day && r.Day > year).OrderByDescending(r => r.Day).ThenByDescending(r => r.Id).Take(MostAnswers)
                .Select(r => new AnswerLine(r.Survey, db.Contacts.Where(c => c.AccountId == r.AccountId && c.ExternalId == r.Contact).Select(c => c.Name).FirstOrDefault() ?? r.Contact, r.Day, r.Score)).ToListAsync(ct),
            await db.Referrals.Where(r => r.AccountId == account && r.Day <= day && r.Day > year).OrderByDescending(r => r.Day).Select(r => r.Day).ToListAsync(ct),
            await db.RiskEvents.AsNoTracking().Where(r => r.AccountId == account && r.Opened <= day && (r.Closed == null || r.Closed > day)).OrderByDescending(r => r.Opened).ToListAsync(ct),
            overrides, pulses);
    }

    /// <summary>The kinds of risk events that the rules of models ask for, to choose from.</summary>
    public async Task<IReadOnlyList<string>> RiskTypesAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return [];
        await using var db = await factory.CreateDbContextAsync(ct);
        var latest = db.ScoringModelVersions.AsNoTracking().Where(v => !v.Ends && !db.ScoringModelVersions.Any(later => later.ModelId == v.ModelId && later.Number > v.Number));
        var ruled = (await latest.Select(v => v.Definition).ToListAsync(ct)).SelectMany(d => d.Rules).Select(r => r.RiskEvent).OfType<string>();
        return [.. ruled.Distinct().Order(StringComparer.Ordinal)];
    }

    // When somebody was last spoken to is known up to today only; of an earlier day, by the touches.
    private static async Task<IReadOnlyList<ContactLine>> ContactsAsync(HealthScoreDb db, long account, DateOnly day, CancellationToken ct)
    {
        var contacts = await db.Contacts.Where(c => c.AccountId == account).OrderByDescending(c => c.IsChampion).ThenBy(c => c.Name).Take(MostContacts)
            .Select(c => new
            {
                c.ExternalId, c.Name, c.Email, c.Persona, c.IsChampion, Imported = c.LastContact <= day ? c.LastContact : null,
                Touched = db.Touches.Where(t => t.AccountId == account && t.Contact == c.ExternalId && t.Day <= day).Max(t => (DateOnly?)t.Day),
            }).ToListAsync(ct);
        return [.. contacts.Select(c => new ContactLine(c.ExternalId, c.Name, c.Email, c.Persona, c.IsChampion, c.Imported > c.Touched || c.Touched is null ? c.Imported : c.Touched))];
    }

    private static async Task<IReadOnlyList<GoalLine>> GoalsAsync(HealthScoreDb db, long account, DateOnly day, CancellationToken ct)
    {
        var since = day.AddDays(-HalfYear);
        var goals = await db.Goals.AsNoTracking().Where(g => g.AccountId == account && g.Opened <= day && (g.Closed == null || g.Closed > since))
            .OrderByDescending(g => g.Importance).ThenBy(g => g.Id)
            .Select(g => new
            {
                Goal = g,
                Latest = db.GoalProgress.Where(p => p.AccountId == account && p.GoalId == g.Id && p.Day <= day).OrderByDescending(p => p.Day).ThenByDescending(p => p.Id).Select(p => new { p.Day, p.Value }).FirstOrDefault(),
            }).ToListAsync(ct);
        return [.. goals.Select(g => (g.Goal, Value: g.Latest?.Value ?? g.Goal.Baseline, g.Latest?.Day)).Select(g => new GoalLine(
            g.Goal.Id, g.Goal.Name, g.Goal.Importance, g.Goal.Opened, g.Goal.Closed <= day ? g.Goal.Closed : null, g.Goal.Baseline, g.Goal.Target, g.Value, g.Day,
            Math.Clamp(((g.Value - g.Goal.Baseline) / (g.Goal.Target - g.Goal.Baseline)) + 0.0, 0, 1)))];
    }

    private async Task<(IReadOnlyList<OverrideLine> Overrides, IReadOnlyList<PulseLine> Pulses)> JudgementsAsync(HealthScoreDb db, long account, DateOnly day, CancellationToken ct)
    {
        var overrides = await db.ManualOverrides.AsNoTracking().Where(o => o.AccountId == account && o.From <= day).OrderByDescending(o => o.From).ThenByDescending(o => o.Id).Take(MostOverrides).ToListAsync(ct);
        // That one was ended later was not known on the day.
        foreach (var entry in overrides.Where(e => e.Ended > day)) (entry.Ended, entry.EndedBy) = (null, null);
        var pulses = await db.Pulses.AsNoTracking().Where(p => p.AccountId == account && p.Day <= day).OrderByDescending(p => p.Day).ThenByDescending(p => p.Id).Take(MostPulses).ToListAsync(ct);
        return await Judging.JudgeAsync(db, overrides, pulses, day < clock.Today ? day : clock.Today, ct);
    }
}
