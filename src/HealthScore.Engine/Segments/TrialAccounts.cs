using HealthScore.Domain.Metrics;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>All active accounts as they were when they were read, to try conditions on. Not for two threads at once.</summary>
internal sealed class TrialAccounts
{
    private readonly AccountMeasures _measures;
    private HashSet<MeasureSource> _measured = [];

    private TrialAccounts(IReadOnlyList<PlacedAccount> all, AccountMeasures measures) => (All, _measures) = (all, measures);

    public IReadOnlyList<PlacedAccount> All { get; }

    /// <summary>With all lists, stays and milestones, and no measures yet.</summary>
    public static async Task<TrialAccounts> ReadAsync(NpgsqlDataSource source, HealthScoreDb db, FactsReader facts, AccountMeasures measures, CancellationToken ct)
    {
        var lists = await db.AccountLists.AsNoTracking().Select(l => l.Name).ToListAsync(ct);
        await using var connection = await source.OpenConnectionAsync(ct);
        List<PlacedAccount> accounts = [];
        await foreach (var account in facts.ReadAsync(connection, null, [.. lists.Select(l => new ListSubject(l)), new MeasureSubject(new DerivedSource(DerivedMeasure.MilestoneDelay))], ct)) accounts.Add(account);
        return new(accounts, measures);
    }

    /// <summary>Takes the measures among what is asked for, unless they were taken before.</summary>
    public async Task MeasureAsync(IReadOnlyCollection<Subject> asked, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        MeasureSource[] sources = [.. asked.OfType<MeasureSubject>().Where(m => !m.IsOfStay).Select(m => m.Source).Distinct()];
        if (sources.All(_measured.Contains)) return;
        var rows = await _measures.ReadAsync(sources, null, progress, ct);
        foreach (var account in All) account.Facts.Measures = rows.Of(account.Facts.AccountId);
        _measured = [.. sources];
    }
}
