using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.MyDay;

/// <summary>What is new since the eve of accounts that need somebody, and whom to ask, of a list of accounts at once.</summary>
internal sealed class NeedNews
{
    private readonly ILookup<long, string> _risks;
    private readonly Dictionary<long, DateOnly> _back;
    private readonly ILookup<long, ChampionLine> _champions;

    private NeedNews(bool knowsTheEve, ILookup<long, string> risks, Dictionary<long, DateOnly> back, ILookup<long, ChampionLine> champions) =>
        (KnowsTheEve, _risks, _back, _champions) = (knowsTheEve, risks, back, champions);

    /// <summary>False in the first days: nothing was scored on the eve, so nobody can tell what is new.</summary>
    public bool KnowsTheEve { get; }

    public static async Task<NeedNews> ReadAsync(HealthScoreDb db, List<long> ids, DateOnly eve, DateOnly today, CancellationToken ct)
    {
        var knowsTheEve = await db.PortfolioTotals.AnyAsync(p => p.Kind == ScoreKind.Health && p.Day == eve, ct);
        var risks = await db.RiskEvents.Where(r => ids.Contains(r.AccountId) && r.Opened > eve && r.Opened <= today && (r.Closed == null || r.Closed > today))
            .OrderByDescending(r => r.Opened).ThenBy(r => r.Type).Select(r => new { r.AccountId, r.Type }).ToListAsync(ct);
        var back = await db.Snoozes.Where(s => ids.Contains(s.AccountId) && s.Ended == null && s.Until > eve && s.Until <= today)
            .GroupBy(s => s.AccountId).Select(g => new { g.Key, Until = g.Max(s => s.Until) }).ToListAsync(ct);
        var champions = await db.Contacts.Where(c => ids.Contains(c.AccountId) && c.IsChampion)
            .OrderByDescending(c => c.LastContact).ThenBy(c => c.Name).Select(c => new { c.AccountId, c.Name, c.Email }).ToListAsync(ct);
        return new(knowsTheEve, risks.ToLookup(r => r.AccountId, r => r.Type), back.ToDictionary(b => b.Key, b => b.Until), champions.ToLookup(c => c.AccountId, c => new ChampionLine(c.Name, c.Email)));
    }

    public string? Risk(long accountId) => _risks[accountId].FirstOrDefault();

    public DateOnly? BackSince(long accountId) => _back.TryGetValue(accountId, out var day) ? day : null;

    public ChampionLine? Champion(long accountId) => _champions[accountId].FirstOrDefault();
}
