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
        List<(long Account, ScoreKind Kind, DateOnly First, DateOnly Last)> asked =
        [
            .. overrides.Select(o => (o.AccountId, o.Kind, Earliest(o.From), o.From)),
            .. overrides.Where(o => o.LastDay < day).Select(o => (o.AccountId, o.Kind, Earliest(o.LastDay), o.LastDay)),
            .. pulses.Where(p => PulseVerdict.DayOf(p) < day && PulseVerdict.FreeFrom(p) is not null).Select(p => (p.AccountId, ScoreKind.Health, EarliestOf(p), PulseVerdict.DayOf(p))),
        ];
        var scores = await JudgingSql.ScoresAsync(db, asked, ct);
        long[] accounts = [.. overrides.Select(o => o.AccountId).Concat(pulses.Select(p => p.AccountId)).Distinct()];
        var outcomes = (await db.Outcomes.AsNoTracking().Where(o => accounts.Contains(o.AccountId) && o.Day <= day).ToListAsync(ct)).ToLookup(o => o.AccountId);
        return (
            [.. overrides.Select(o => new OverrideLine(o, OverrideVerdict.Of(o, Computed(o.AccountId, o.Kind, Earliest(o.From), o.From), Computed(o.AccountId, o.Kind, Earliest(o.LastDay), o.LastDay), outcomes[o.AccountId], day)))],
            [.. pulses.Select(p => new PulseLine(p, PulseVerdict.Of(p, PulseVerdict.FreeFrom(p) is null ? null : Computed(p.AccountId, ScoreKind.Health, EarliestOf(p), PulseVerdict.DayOf(p)), outcomes[p.AccountId], day)))]);

        double? Computed(long account, ScoreKind kind, DateOnly first, DateOnly last) => scores[(account, kind)].FirstOrDefault(s => s.Day <= last && s.Day >= first).Computed;
    }

    private static DateOnly Earliest(DateOnly day) => day.AddDays(1 - Days);

    // A score that the pulse counts in would bear it out by itself.
    private static DateOnly EarliestOf(Pulse pulse)
    {
        var usual = Earliest(PulseVerdict.DayOf(pulse));
        return PulseVerdict.FreeFrom(pulse) is { } free && free > usual ? free : usual;
    }
}
