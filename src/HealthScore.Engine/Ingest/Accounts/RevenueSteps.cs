using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>An outcome that subscriptions tell.</summary>
internal readonly record struct RevenueOutcome(DateOnly Day, OutcomeKind Kind, decimal Amount);

/// <summary>
/// What an account's subscriptions say about its revenue: on each day the sum over those that run. An end that is also up for renewal and
/// lies after the file's horizon (the last day on which it knows any subscription to start) is only a plan: the revenue stands beyond it.
/// </summary>
internal static class RevenueSteps
{
    public static IReadOnlyList<KeyValuePair<DateOnly, decimal>> Of(IEnumerable<Subscription> subscriptions, DateOnly horizon)
    {
        var changes = new SortedDictionary<DateOnly, decimal>();
        foreach (var subscription in subscriptions.Select(s => Known(s, horizon)))
        {
            changes[subscription.Start] = changes.GetValueOrDefault(subscription.Start) + subscription.Arr;
            if (subscription.End is { } end) changes[end] = changes.GetValueOrDefault(end) - subscription.Arr;
        }

        var (steps, sum) = (new List<KeyValuePair<DateOnly, decimal>>(), 0m);
        foreach (var (day, change) in changes)
        {
            sum += change;
            if (steps.Count == 0 || steps[^1].Value != sum) steps.Add(new(day, sum));
        }

        return steps;
    }

    /// <summary>
    /// Renewed: on a day on which some end, others start; the smaller of the two revenues. Expanded and contracted: the revenue rises or
    /// falls, but not from or to nothing. A churn is not told by a subscription's end alone.
    /// </summary>
    public static IEnumerable<RevenueOutcome> Outcomes(IReadOnlyCollection<Subscription> subscriptions, DateOnly horizon)
    {
        var known = subscriptions.Select(s => Known(s, horizon)).ToArray();
        var starting = known.GroupBy(s => s.Start).ToDictionary(g => g.Key, g => g.Sum(s => s.Arr));
        foreach (var ended in known.Where(s => s.End is not null).GroupBy(s => s.End!.Value).OrderBy(g => g.Key))
            if (Math.Min(ended.Sum(s => s.Arr), starting.GetValueOrDefault(ended.Key)) is > 0 and var amount) yield return new RevenueOutcome(ended.Key, OutcomeKind.Renewed, amount);
        var before = 0m;
        foreach (var (day, arr) in Of(subscriptions, horizon))
        {
            if (before > 0 && arr > before) yield return new RevenueOutcome(day, OutcomeKind.Expanded, arr - before);
            else if (arr > 0 && arr < before) yield return new RevenueOutcome(day, OutcomeKind.Contracted, before - arr);
            before = arr;
        }
    }

    private static Subscription Known(Subscription subscription, DateOnly horizon) =>
        subscription.End > horizon && subscription.Renewal is not null ? subscription with { End = null } : subscription;
}
