using System.Runtime.InteropServices;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>The measures that come from goals, milestones, surveys and the like (scoring contract, section 2).</summary>
internal static class DerivedMeasures
{
    public static MeasureValue Read(DerivedSource source, in AccountDay account)
    {
        var (history, day) = (account.History, account.Day);
        return source.Measure switch
        {
            DerivedMeasure.GoalAttainment => GoalAttainment(history, day),
            DerivedMeasure.MilestoneDelay => account.StageId is { } stage ? MilestoneDelay(history, stage, day) : MeasureValue.Missing,
            DerivedMeasure.DaysInStage => account.StageId is { } stage ? DaysInStage(history, stage, day) : MeasureValue.Missing,
            DerivedMeasure.DaysToRenewal => DaysToRenewal(history, day),
            DerivedMeasure.Nps => Survey(history, "nps", First(source, day), day),
            DerivedMeasure.Csat => Survey(history, "csat", First(source, day), day),
            DerivedMeasure.Referrals => Count(history.Referrals, First(source, day), day),
            DerivedMeasure.Touches => Count(history.Touches, First(source, day), day),
            DerivedMeasure.Pulse => Pulse(history, day),
            _ => throw new InvalidOperationException($"no such measure: {source.Measure}"),
        };
    }

    private static DateOnly First(DerivedSource source, DateOnly day) => day.AddDays(1 - source.Window);

    private static MeasureValue GoalAttainment(AccountHistory history, DateOnly day)
    {
        double reached = 0, importance = 0;
        foreach (var goal in history.Goals)
        {
            if (goal.Opened > day || goal.Closed <= day) continue;
            var progress = (Figure(history, goal, day) - goal.Baseline) / (goal.Target - goal.Baseline) * 100;
            reached += goal.Importance * Math.Clamp(progress, 0, 100);
            importance += goal.Importance;
        }
        return importance > 0 ? MeasureValue.Of(reached / importance) : MeasureValue.Missing;
    }

    private static double Figure(AccountHistory history, Goal goal, DateOnly day)
    {
        GoalProgress? latest = null;
        foreach (var entry in history.Progress)
            if (entry.GoalId == goal.Id && entry.Day <= day && (latest is null || (entry.Day, entry.Id).CompareTo((latest.Day, latest.Id)) > 0))
                latest = entry;
        return latest?.Value ?? goal.Baseline;
    }

    private static MeasureValue MilestoneDelay(AccountHistory history, int stage, DateOnly day)
    {
        var (delay, entered) = (0, Entered(history, stage, day));
        foreach (var milestone in history.Milestones)
            if (milestone.IsRequired && milestone.StageId == stage && milestone.IsOf(entered) && !(milestone.Done <= day))
                delay = Math.Max(delay, day.DayNumber - milestone.Due.DayNumber);
        return MeasureValue.Of(delay);
    }

    private static MeasureValue DaysInStage(AccountHistory history, int stage, DateOnly day) => MeasureValue.Of(day.DayNumber - Entered(history, stage, day).DayNumber);

    // A change of segment or owner is a state of its own, but not a new stay in the stage.
    private static DateOnly Entered(AccountHistory history, int stage, DateOnly day)
    {
        var entered = day;
        for (var i = history.States.Count - 1; i >= 0; i--)
        {
            var state = history.States[i];
            if (state.From > day) continue;
            if (state.StageId != stage) break;
            entered = state.From;
        }
        return entered;
    }

    private static MeasureValue DaysToRenewal(AccountHistory history, DateOnly day)
    {
        DateOnly? next = null;
        foreach (var renewal in history.Renewals)
            if (renewal >= day && !(next <= renewal))
                next = renewal;
        return next is { } n ? MeasureValue.Of(n.DayNumber - day.DayNumber) : MeasureValue.Missing;
    }

    private static MeasureValue Survey(AccountHistory history, string survey, DateOnly first, DateOnly day)
    {
        if (history.Responses.Count == 0) return MeasureValue.Missing;
        var latest = history.LatestResponses;
        latest.Clear();
        foreach (var response in history.Responses)
        {
            if (response.Survey != survey || response.Day < first || response.Day > day) continue;
            ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(latest, response.Contact, out _);
            if (kept is null || (response.Day, response.Id).CompareTo((kept.Day, kept.Id)) > 0) kept = response;
        }
        var sum = 0.0;
        foreach (var response in latest.Values) sum += response.Score;
        return latest.Count > 0 ? MeasureValue.Of(sum / latest.Count) : MeasureValue.Missing;
    }

    private static MeasureValue Count(List<DateOnly> days, DateOnly first, DateOnly last)
    {
        var count = 0;
        foreach (var day in days) count += day >= first && day <= last ? 1 : 0;
        return MeasureValue.Of(count);
    }

    private static MeasureValue Pulse(AccountHistory history, DateOnly day)
    {
        Pulse? latest = null;
        foreach (var pulse in history.Pulses)
            if (pulse.Day <= day && (latest is null || (pulse.Day, pulse.Id).CompareTo((latest.Day, latest.Id)) > 0))
                latest = pulse;
        return latest is null ? MeasureValue.Missing
            : day > latest.Expires ? MeasureValue.Stale
            : MeasureValue.Of(latest.Score);
    }
}
