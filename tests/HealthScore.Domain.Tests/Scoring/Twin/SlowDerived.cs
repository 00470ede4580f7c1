using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring.Twin;

/// <summary>The derived measures of section 2, plainly.</summary>
internal static class SlowDerived
{
    public static (MeasureStatus Status, decimal? Value) Read(DerivedSource source, AccountHistory history, DateOnly day)
    {
        var first = day.AddDays(-source.Window + 1);
        var stage = history.StateOn(day)?.StageId;
        decimal? value = source.Measure switch
        {
            DerivedMeasure.GoalAttainment => GoalAttainment(history, day),
            DerivedMeasure.MilestoneDelay => stage is null ? null : MilestoneDelay(history, stage.Value, day),
            DerivedMeasure.DaysInStage => stage is null ? null : DaysInStage(history, stage.Value, day),
            DerivedMeasure.DaysToRenewal => history.Renewals.Where(r => r >= day).Order().Select(r => (int?)(r.DayNumber - day.DayNumber)).FirstOrDefault(),
            DerivedMeasure.Nps or DerivedMeasure.Csat => Survey(history, source.Measure == DerivedMeasure.Nps ? "nps" : "csat", first, day),
            DerivedMeasure.Referrals => history.Referrals.Count(d => d >= first && d <= day),
            DerivedMeasure.Touches => history.Touches.Count(d => d >= first && d <= day),
            DerivedMeasure.Pulse => (decimal?)LatestPulse(history, day)?.Score,
            _ => throw new NotSupportedException(),
        };
        if (source.Measure == DerivedMeasure.Pulse && LatestPulse(history, day)?.Expires < day) return (MeasureStatus.Stale, null);
        return value is null ? (MeasureStatus.Missing, null) : (MeasureStatus.Ok, value);
    }

    private static decimal? GoalAttainment(AccountHistory history, DateOnly day)
    {
        var open = history.Goals.Where(g => g.Opened <= day && (g.Closed is null || day < g.Closed)).ToList();
        if (open.Count == 0) return null;
        var progress = open.Select(g =>
        {
            var figures = history.Progress.Where(p => p.GoalId == g.Id && p.Day <= day).OrderBy(p => p.Day).ThenBy(p => p.Id).ToList();
            var (x, from, to) = (figures.Count == 0 ? (decimal)g.Baseline : (decimal)figures[^1].Value, (decimal)g.Baseline, (decimal)g.Target);
            return g.Importance * Math.Min(100, Math.Max(0, (x - from) / (to - from) * 100));
        });
        return progress.Sum() / open.Sum(g => g.Importance);
    }

    private static decimal MilestoneDelay(AccountHistory history, int stage, DateOnly day)
    {
        var open = history.Milestones.Where(m => m.StageId == stage && m.IsRequired && (m.Done is null || m.Done > day) && (m.Entered is null || m.Entered >= day.AddDays(-DaysInStage(history, stage, day)))).ToList();
        return open.Count == 0 ? 0 : Math.Max(0, day.DayNumber - open.Min(m => m.Due).DayNumber);
    }

    private static int DaysInStage(AccountHistory history, int stage, DateOnly day)
    {
        var days = 0;
        while (history.StateOn(day.AddDays(-days - 1))?.StageId == stage) days++;
        return days;
    }

    private static decimal? Survey(AccountHistory history, string survey, DateOnly first, DateOnly day)
    {
        var latest = history.Responses
            .Where(r => r.Survey == survey && r.Day >= first && r.Day <= day)
            .GroupBy(r => r.Contact)
            .Select(g => (decimal)g.OrderBy(r => r.Day).ThenBy(r => r.Id).Last().Score)
            .ToList();
        return latest.Count == 0 ? null : latest.Average();
    }

    private static Accounts.Pulse? LatestPulse(AccountHistory history, DateOnly day) =>
        history.Pulses.Where(p => p.Day <= day).OrderBy(p => p.Day).ThenBy(p => p.Id).LastOrDefault();
}
