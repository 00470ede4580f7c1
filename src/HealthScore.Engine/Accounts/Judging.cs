using HealthScore.Domain.Accounts;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>An override and whether it was right.</summary>
public sealed record OverrideLine(ManualOverride Entry, OverrideVerdict Judged);

/// <summary>A pulse and whether it was right.</summary>
public sealed record PulseLine(Pulse Entry, PulseVerdict Judged);

/// <summary>Judges what people said of accounts by what happened to them since: read together, of one account or of many.</summary>
internal static class Judging
{
    // Should a day have no score, one of the three before it will do.
    private const int Days = 4;

    /// <param name="db">Where outcomes and scores are.</param>
    /// <param name="overrides">Of any accounts.</param>
    /// <param name="pulses">Of any accounts.</param>
    /// <param name="day">The day it is looked at: what came later is not known.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<(IReadOnlyList<OverrideLine> Overrides, IReadOnlyList<PulseLine> Pulses)> JudgeAsync(
        HealthScoreDb db, IReadOnlyList<ManualOverride> overrides, IReadOnlyList<Pulse> pulses, DateOnly day, CancellationToken ct)
    {
        if (overrides.Count + pulses.Count == 0) return ([], []);
        long[] accounts = [.. overrides.Select(o => o.AccountId).Concat(pulses.Select(p => p.AccountId)).Distinct()];
        DateOnly[] days = [.. overrides.SelectMany(o => new[] { o.From, o.LastDay }).Concat(pulses.Select(PulseVerdict.DayOf)).SelectMany(d => Enumerable.Range(0, Days).Select(i => d.AddDays(-i))).Where(d => d <= day).Distinct()];
        var scores = (await db.Scores.Where(s => accounts.Contains(s.AccountId) && days.Contains(s.Day) && !s.Provisional && s.Computed != null)
            .Select(s => new { s.AccountId, s.Kind, s.Day, s.Computed }).ToListAsync(ct)).OrderByDescending(s => s.Day).ToLookup(s => (s.AccountId, s.Kind));
        var outcomes = (await db.Outcomes.AsNoTracking().Where(o => accounts.Contains(o.AccountId) && o.Day <= day).ToListAsync(ct)).ToLookup(o => o.AccountId);
        return (
            [.. overrides.Select(o => new OverrideLine(o, OverrideVerdict.Of(o, Computed(o.AccountId, o.Kind, o.From), Computed(o.AccountId, o.Kind, o.LastDay), outcomes[o.AccountId], day)))],
            [.. pulses.Select(p => new PulseLine(p, PulseVerdict.Of(p, Computed(p.AccountId, ScoreKind.Health, PulseVerdict.DayOf(p)), outcomes[p.AccountId], day)))]);

        double? Computed(long account, ScoreKind kind, DateOnly at) => scores[(account, kind)].FirstOrDefault(s => s.Day <= at && s.Day > at.AddDays(-Days))?.Computed;
    }
}
