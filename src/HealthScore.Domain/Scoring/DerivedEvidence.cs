using System.Globalization;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>The entries behind a measure that does not come from readings.</summary>
internal static class DerivedEvidence
{
    public static MeasureEvidence Of(DerivedSource source, MeasureValue value, in AccountDay account, CultureInfo culture)
    {
        var (history, day) = (account.History, account.Day);
        var first = day.AddDays(1 - source.Window);
        return source.Measure switch
        {
            DerivedMeasure.GoalAttainment => new(value.IsOk ? $"The progress of {Count(history.Goals.Count(g => g.Opened <= day && !(g.Closed <= day)), "open goal")}, weighted by importance." : "No goal is open.", []),
            DerivedMeasure.MilestoneDelay => new(value switch
            {
                { IsOk: false } => "The customer is in no stage.",
                { Value: > 0 } => $"The earliest required milestone that is not done was due on {MeasureEvidence.DayOf(day.DayNumber - (int)value.Value, culture)}.",
                _ => "No required milestone of the stage is overdue.",
            }, []),
            DerivedMeasure.DaysInStage => new(value.IsOk ? $"In the stage since {MeasureEvidence.DayOf(day.DayNumber - (int)value.Value, culture)}." : "The customer is in no stage.", []),
            DerivedMeasure.DaysToRenewal => new(value.IsOk ? $"The next renewal is on {MeasureEvidence.DayOf(day.DayNumber + (int)value.Value, culture)}." : "No renewal lies ahead.", []),
            DerivedMeasure.Nps => Survey(history, "nps", first, day, value, culture),
            DerivedMeasure.Csat => Survey(history, "csat", first, day, value, culture),
            DerivedMeasure.Referrals => Entries(history.Referrals, first, day, "referral"),
            DerivedMeasure.Touches => Entries(history.Touches, first, day, "touch", "touches"),
            _ => Pulse(history, day, value, culture),
        };
    }

    private static MeasureEvidence Survey(AccountHistory history, string survey, DateOnly first, DateOnly day, MeasureValue value, CultureInfo culture)
    {
        var latest = history.Responses.Where(r => r.Survey == survey && r.Day >= first && r.Day <= day)
            .GroupBy(r => r.Contact).Select(g => g.OrderBy(r => r.Day).ThenBy(r => r.Id).Last()).OrderBy(r => r.Day).ToList();
        return new(
            value.IsOk ? $"{MeasureEvidence.Number(latest.Sum(r => r.Score), culture)} / {Count(latest.Count, "answer")} = {MeasureEvidence.Number(value.Value, culture)}; of each contact the latest." : "Nobody has answered in the window.",
            latest.ConvertAll(r => new EvidenceDay(r.Day, r.Score, EvidenceKind.Reading)));
    }

    private static MeasureEvidence Entries(List<DateOnly> days, DateOnly first, DateOnly last, string one, string? many = null)
    {
        var within = days.Where(d => d >= first && d <= last).Order().ToList();
        return new($"{Count(within.Count, one, many)} in the window.", within.ConvertAll(d => new EvidenceDay(d, 1, EvidenceKind.Reading)));
    }

    private static MeasureEvidence Pulse(AccountHistory history, DateOnly day, MeasureValue value, CultureInfo culture)
    {
        var latest = history.Pulses.Where(p => p.Day <= day).OrderBy(p => p.Day).ThenBy(p => p.Id).LastOrDefault();
        if (latest is null) return new("The CSM has not judged yet.", []);
        var when = MeasureEvidence.DayOf(latest.Day.DayNumber, culture);
        return new(
            value.IsOk ? $"The CSM's judgement of {when}." : $"The CSM's judgement of {when} has expired.",
            [new(latest.Day, latest.Score, EvidenceKind.Reading)]);
    }

    private static string Count(int count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";
}
