using HealthScore.Domain.MyDay;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.MyDay;

/// <summary>What is new since the eve of accounts that need somebody, and whom to ask, of a list of accounts at once.</summary>
internal sealed class NeedNews
{
    private readonly ILookup<long, string> _risks;
    private readonly Dictionary<long, Snooze> _back;
    private readonly ILookup<long, ChampionLine> _champions;

    private NeedNews(bool knowsTheEve, ILookup<long, string> risks, Dictionary<long, Snooze> back, ILookup<long, ChampionLine> champions) =>
        (KnowsTheEve, _risks, _back, _champions) = (knowsTheEve, risks, back, champions);

    /// <summary>False in the first days: nothing was scored on the eve, so nobody can tell what is new.</summary>
    public bool KnowsTheEve { get; }

    public static async Task<NeedNews> ReadAsync(HealthScoreDb db, IReadOnlyCollection<AccountCurrent> accounts, DateOnly eve, OrganisationClock clock, CancellationToken ct)
    {
        var today = clock.Today;
        var ids = accounts.Select(a => a.AccountId).ToList();
        var knowsTheEve = await db.PortfolioTotals.AnyAsync(p => p.Kind == ScoreKind.Health && p.Day == eve, ct);
        var risks = await db.RiskEvents.Where(r => ids.Contains(r.AccountId) && r.Opened > eve && r.Opened <= today && (r.Closed == null || r.Closed > today))
            .OrderByDescending(r => r.Opened).ThenBy(r => r.Type).Select(r => new { r.AccountId, r.Type }).ToListAsync(ct);
        var snoozes = (await db.Snoozes.AsNoTracking().Where(s => ids.Contains(s.AccountId) && s.Ended == null && s.Until > eve).ToListAsync(ct)).ToLookup(s => s.AccountId);
        var back = accounts.Select(a => snoozes[a.AccountId].Where(s => IsBack(s, a, today, wasSnoozed: clock.DayOf(s.At) <= eve)).MaxBy(s => s.Until)).OfType<Snooze>().ToDictionary(s => s.AccountId);
        var champions = await db.Contacts.Where(c => ids.Contains(c.AccountId) && c.IsChampion).Select(c => new { c.AccountId, c.Name, c.Email, c.LastContact }).ToListAsync(ct);
        // Whom somebody spoke with last, then those whom nobody has spoken with yet; an appointment ahead is no contact.
        var asked = champions.OrderByDescending(c => c.LastContact <= today ? c.LastContact : null).ThenBy(c => c.Name, StringComparer.Ordinal);
        return new(knowsTheEve, risks.ToLookup(r => r.AccountId, r => r.Type), back, asked.ToLookup(c => c.AccountId, c => new ChampionLine(c.Name, c.Email)));
    }

    public string? Risk(long accountId) => _risks[accountId].FirstOrDefault();

    /// <summary>The snooze that ended since the eve; null: none did.</summary>
    public Snooze? Back(long accountId) => _back.GetValueOrDefault(accountId);

    public ChampionLine? Champion(long accountId) => _champions[accountId].FirstOrDefault();

    // By its day, or early; what had ended early by the eve is no news when its day comes.
    private static bool IsBack(Snooze snooze, AccountCurrent account, DateOnly today, bool wasSnoozed) =>
        (snooze.Until <= today || snooze.EndsEarly(account.HealthBand)) && !(wasSnoozed && snooze.EndsEarly(account.HealthBandEve));
}
