using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

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
            DerivedMeasure.GoalAttainment => new(value.IsOk ? Count(history.Goals.Count(g => g.Opened <= day && !(g.Closed <= day)), Phrases.GoalAtWork, Phrases.GoalsAtWork, culture) : Phrases.Say(Phrases.NoGoal), []),
            DerivedMeasure.MilestoneDelay => new(value switch
            {
                { IsOk: false } => Phrases.Say(Phrases.InNoStage),
                { Value: > 0 } => Phrases.Say(culture, Phrases.OverdueSince, MeasureEvidence.DayOf(day.DayNumber - (int)value.Value, culture)),
                _ => Phrases.Say(Phrases.NothingOverdue),
            }, []),
            DerivedMeasure.DaysInStage => new(value.IsOk ? Phrases.Say(culture, Phrases.InStageSince, MeasureEvidence.DayOf(day.DayNumber - (int)value.Value, culture)) : Phrases.Say(Phrases.InNoStage), []),
            DerivedMeasure.DaysToRenewal => new(value.IsOk ? Phrases.Say(culture, Phrases.NextRenewal, MeasureEvidence.DayOf(day.DayNumber + (int)value.Value, culture)) : Phrases.Say(Phrases.NoRenewal), []),
            DerivedMeasure.Nps => Survey(history, "nps", first, day, value, culture),
            DerivedMeasure.Csat => Survey(history, "csat", first, day, value, culture),
            DerivedMeasure.Referrals => Entries(history.Referrals, first, day, Phrases.Referral, Phrases.Referrals, culture),
            DerivedMeasure.Touches => Entries(history.Touches, first, day, Phrases.Touch, Phrases.Touches, culture),
            _ => Pulse(history, day, value, culture),
        };
    }

    private static MeasureEvidence Survey(AccountHistory history, string survey, DateOnly first, DateOnly day, MeasureValue value, CultureInfo culture)
    {
        var latest = history.Responses.Where(r => r.Survey == survey && r.Day >= first && r.Day <= day)
            .GroupBy(r => r.Contact).Select(g => g.OrderBy(r => r.Day).ThenBy(r => r.Id).Last()).OrderBy(r => r.Day).ToList();
        return new(
            !value.IsOk ? Phrases.Say(Phrases.NoAnswer)
                : latest.Count == 1 ? Phrases.Say(culture, Phrases.Answer, MeasureEvidence.Number(latest[0].Score, culture), MeasureEvidence.Number(value.Value, culture))
                : Phrases.Say(culture, Phrases.Answers, MeasureEvidence.Number(latest.Sum(r => r.Score), culture), latest.Count, MeasureEvidence.Number(value.Value, culture)),
            latest.ConvertAll(r => new EvidenceDay(r.Day, r.Score, EvidenceKind.Reading)));
    }

    private static MeasureEvidence Entries(List<DateOnly> days, DateOnly first, DateOnly last, string one, string many, CultureInfo culture)
    {
        var within = days.Where(d => d >= first && d <= last).Order().ToList();
        return new(Count(within.Count, one, many, culture), within.ConvertAll(d => new EvidenceDay(d, 1, EvidenceKind.Reading)));
    }

    private static MeasureEvidence Pulse(AccountHistory history, DateOnly day, MeasureValue value, CultureInfo culture)
    {
        var latest = history.Pulses.Where(p => p.Day <= day).OrderBy(p => p.Day).ThenBy(p => p.Id).LastOrDefault();
        if (latest is null) return new(Phrases.Say(Phrases.NoPulse), []);
        var when = MeasureEvidence.DayOf(latest.Day.DayNumber, culture);
        return new(
            Phrases.Say(culture, value.IsOk ? Phrases.PulseOf : Phrases.PulseExpired, when),
            [new(latest.Day, latest.Score, EvidenceKind.Reading)]);
    }

    private static string Count(int count, string one, string many, CultureInfo culture) => count == 1 ? Phrases.Say(one) : Phrases.Say(culture, many, count);
}
