using System.Globalization;
using HealthScore.Domain.MyDay;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.MyDay;

/// <summary>The facts that next steps follow from, of a list of accounts at once.</summary>
internal sealed class NextSteps
{
    private readonly DateOnly _today;
    private readonly ILookup<long, string> _risks;
    private readonly ILookup<(long Account, int Stage), (string Name, DateOnly Due, DateOnly? Entered)> _milestones;
    private readonly Dictionary<long, DateOnly> _contacts;

    private NextSteps(DateOnly today, ILookup<long, string> risks, ILookup<(long, int), (string, DateOnly, DateOnly?)> milestones, Dictionary<long, DateOnly> contacts) =>
        (_today, _risks, _milestones, _contacts) = (today, risks, milestones, contacts);

    public static async Task<NextSteps> ReadAsync(HealthScoreDb db, IReadOnlyCollection<AccountCurrent> accounts, DateOnly today, CancellationToken ct)
    {
        var ids = accounts.Select(a => a.AccountId).ToList();
        var risks = await db.RiskEvents.Where(r => ids.Contains(r.AccountId) && r.Opened <= today && (r.Closed == null || r.Closed > today))
            .OrderBy(r => r.Opened).ThenBy(r => r.Type).Select(r => new { r.AccountId, r.Type }).ToListAsync(ct);
        var milestones = await db.Milestones.Where(m => ids.Contains(m.AccountId) && m.IsRequired && m.Done == null && m.Due < today)
            .OrderBy(m => m.Due).ThenBy(m => m.Id).Select(m => new { m.AccountId, m.StageId, m.Name, m.Due, m.Entered }).ToListAsync(ct);
        var touches = await db.Touches.Where(t => ids.Contains(t.AccountId) && t.Day <= today)
            .GroupBy(t => t.AccountId).Select(g => new { g.Key, Day = g.Max(t => t.Day) }).ToListAsync(ct);
        var spoken = await db.Contacts.Where(c => ids.Contains(c.AccountId) && c.LastContact != null && c.LastContact <= today)
            .GroupBy(c => c.AccountId).Select(g => new { g.Key, Day = g.Max(c => c.LastContact!.Value) }).ToListAsync(ct);
        return new(
            today, risks.ToLookup(r => r.AccountId, r => r.Type), milestones.ToLookup(m => (m.AccountId, m.StageId), m => (m.Name, m.Due, m.Entered)),
            touches.Concat(spoken).GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.Max(t => t.Day)));
    }

    /// <summary>The last day somebody spoke with them; null: none is recorded.</summary>
    public DateOnly? LastContact(long accountId) => _contacts.TryGetValue(accountId, out var day) ? day : null;

    public NextStep Of(AccountCurrent account, string? costliestMeasure, CultureInfo culture)
    {
        // What an earlier stay has left undone is nobody's next step.
        var late = account.StageId is { } stage ? _milestones[(account.AccountId, stage)].Where(m => m.Entered is null || m.Entered >= account.StageSince).Select(m => ((string Name, DateOnly Due, DateOnly?)?)m).FirstOrDefault() : null;
        return NextStep.Of(new()
        {
            Today = _today, Band = account.HealthBand, Renewal = account.Renewal, OpenRisks = [.. _risks[account.AccountId]],
            LateMilestone = late?.Name, LateSince = late?.Due, LastContact = LastContact(account.AccountId),
            Coverage = account.Coverage, CostliestMeasure = costliestMeasure,
        }, culture);
    }
}
