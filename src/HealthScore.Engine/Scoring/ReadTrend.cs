using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring;

/// <summary>A day of a score's trend.</summary>
public sealed record ScorePoint(DateOnly Day, double? Score, Band Band, bool IsProvisional, int VersionId);

/// <summary>How a score came to where it is on a day, and where it may go.</summary>
/// <param name="Points">In day order, up to the end that was asked for, provisional ones included.</param>
/// <param name="Outlook">As it was told on the day.</param>
/// <param name="OutlookInWords">The same in words.</param>
/// <param name="Measures">By what they measure: the values of the last days up to the day; null where there was none.</param>
public sealed record TrendView(IReadOnlyList<ScorePoint> Points, Outlook Outlook, string OutlookInWords, IReadOnlyDictionary<MeasureSource, IReadOnlyList<double?>> Measures);

/// <summary>Reads the course of an account's score and of what it is made of.</summary>
public sealed class ReadTrend(IDbContextFactory<HealthScoreDb> factory)
{
    /// <summary>For how many days the measures' values are told.</summary>
    public const int MeasureDays = 90;

    /// <param name="actor">Who looks.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="kind">Which score.</param>
    /// <param name="from">First day of the trend.</param>
    /// <param name="to">Its last day.</param>
    /// <param name="day">The day that is looked at: the outlook and the measures know nothing later.</param>
    /// <param name="culture">For days and numbers in words.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<TrendView> RunAsync(Actor actor, long accountId, ScoreKind kind, DateOnly from, DateOnly to, DateOnly day, CultureInfo culture, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var (first, measured) = (Earlier(from, day.AddDays(-Outlook.DaysUsed)), day.AddDays(1 - MeasureDays));
        var scores = await db.Scores.AsNoTracking()
            .Where(s => s.AccountId == accountId && s.Kind == kind && s.Day >= first && s.Day <= to)
            .Where(s => db.CurrentAccounts.SeenBy(actor).Any(a => a.AccountId == s.AccountId))
            .OrderBy(s => s.Day)
            .Select(s => new { s.Day, s.Published, s.Band, s.Provisional, s.VersionId, s.Coverage, s.Manual, Data = s.Day >= measured && s.Day <= day ? s.Data : null }).ToListAsync(ct);
        var outlook = Outlook.Of([.. scores.Where(s => !s.Provisional).Select(s => new FinalScore(s.Day, s.Published, s.VersionId, s.Coverage, s.Manual))], day);
        return new(
            [.. scores.Where(s => s.Day >= from).Select(s => new ScorePoint(s.Day, s.Published, s.Band, s.Provisional, s.VersionId))],
            outlook, OutlookInWords.Of(outlook, culture),
            await MeasuresAsync(db, [.. scores.Where(s => s.Data is not null).Select(s => (s.Day, s.VersionId, s.Data!))], measured, ct));
    }

    private static async Task<IReadOnlyDictionary<MeasureSource, IReadOnlyList<double?>>> MeasuresAsync(HealthScoreDb db, List<(DateOnly Day, int VersionId, byte[] Data)> scores, DateOnly first, CancellationToken ct)
    {
        int[] ids = [.. scores.Select(s => s.VersionId).Distinct()];
        var versions = ids.Length == 0 ? [] : await db.ScoringModelVersions.AsNoTracking().Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Definition.Measures.Select(m => m.Source).ToArray(), ct);
        var measures = new Dictionary<MeasureSource, IReadOnlyList<double?>>();
        foreach (var (day, version, data) in scores)
            foreach (var (source, value) in versions[version].Zip(ScoreCodec.Read(data).Values))
            {
                if (!measures.TryGetValue(source, out var values)) measures.Add(source, values = new double?[MeasureDays]);
                if (value.IsOk) ((double?[])values)[day.DayNumber - first.DayNumber] = value.Value;
            }

        return measures;
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
