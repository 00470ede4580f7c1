using System.Globalization;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Scoring;

/// <summary>What the numbers say of an account's health in words.</summary>
/// <param name="Moved">Why it moved since the day it is compared with, the strongest cause first; empty: it did not, or there is nothing to compare with.</param>
/// <param name="Standing">What holds it down most; null: nothing does.</param>
internal sealed record AccountReason(IReadOnlyList<Reason> Moved, Standing? Standing);

/// <summary>The reasons of a list of accounts, read together: the same words as on the page of each.</summary>
internal sealed class AccountReasons(NpgsqlDataSource source, ReadingStore readings)
{
    public async Task<IReadOnlyDictionary<long, AccountReason>> ReadAsync(HealthScoreDb db, IReadOnlyCollection<AccountCurrent> accounts, CultureInfo culture, CancellationToken ct)
    {
        var scored = accounts.Where(a => a.Day is not null).ToList();
        if (scored.Count == 0) return new Dictionary<long, AccountReason>();
        var before = await CurrentSql.ComparedDayAsync(source, ct);
        var ids = scored.ConvertAll(a => a.AccountId);
        var days = scored.Select(a => a.Day!.Value).Concat(before is { } known ? [known] : []).Distinct().ToList();
        var scores = await db.Scores.AsNoTracking().Where(s => ids.Contains(s.AccountId) && s.Kind == ScoreKind.Health && days.Contains(s.Day))
            .ToDictionaryAsync(s => (s.AccountId, s.Day), ct);
        var explainer = await ScoreExplainer.ForAsync(db, scores.Values, culture, ct);
        var pairs = scored.Where(a => Before(a) is not null && scores.ContainsKey((a.AccountId, a.Day!.Value)))
            .Select(a => (Before(a)!, scores[(a.AccountId, a.Day!.Value)])).ToList();
        var earlier = await new EarlierMeasures(source, readings).AsOfAsync(db, pairs, ct);
        var reasons = new Dictionary<long, AccountReason>();
        foreach (var account in scored)
        {
            if (!scores.TryGetValue((account.AccountId, account.Day!.Value), out var now)) continue;
            var moved = Before(account) is { } then ? explainer.Reasons(now, then, earlier.GetValueOrDefault(account.AccountId)) : [];
            reasons[account.AccountId] = new(moved, explainer.Standing(now));
        }

        return reasons;

        ScoreRow? Before(AccountCurrent account) => before is { } day ? scores.GetValueOrDefault((account.AccountId, day)) : null;
    }
}
