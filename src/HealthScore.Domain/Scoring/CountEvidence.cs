using System.Globalization;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Scoring;

/// <summary>The days behind a measure of a count.</summary>
internal sealed class CountEvidence(MetricSource source, IReadOnlyDictionary<string, Metric> metrics, SourceView view, CultureInfo culture)
{
    public MeasureEvidence Of(MeasureValue value, AccountReadings readings, int firstDay, int day)
    {
        var days = Days(readings.Series(metrics[source.Metric].Id), source.Aggregation == Aggregation.Change ? day - (2 * source.Window) + 1 : day - source.Window + 1, day, firstDay);
        var window = days.Where(d => d.Day.DayNumber > day - source.Window && Counts(d)).ToList();
        return new(window.Count == 0 ? "No day of the window counts: the customer was not there yet, or the source was down." : How(value, window, days, readings, day), days);
    }

    private string How(MeasureValue value, List<EvidenceDay> window, List<EvidenceDay> days, AccountReadings readings, int day)
    {
        var (sum, of, counts) = (Sum(window), MeasureEvidence.DaysOf(window.Count), window.Count == 1 ? "counts" : "count");
        if (!value.IsOk && source.Aggregation is Aggregation.Change or Aggregation.Ratio or Aggregation.Slope or Aggregation.Percentile) return WhyNot();
        return source.Aggregation switch
        {
            Aggregation.Last => $"The value of {MeasureEvidence.DayOf(day, culture)}.",
            Aggregation.Sum => $"{N(sum)} in {of} that {counts}.",
            Aggregation.Mean => $"{N(sum)} / {of} = {N(value.Value)}.",
            Aggregation.Min => $"The lowest of {of}.",
            Aggregation.Max => $"The highest of {of}.",
            Aggregation.ActiveDays => $"{window.Count(d => d.Value > 0)} of {of} have a value above 0.",
            Aggregation.DaysSince => window.FindLast(d => d.Value > 0) is { Value: not null } last ? $"Last above 0 on {MeasureEvidence.DayOf(last.Day.DayNumber, culture)}, {MeasureEvidence.DaysOf((int)value.Value)} ago by the days that count." : $"None of {of} is above 0.",
            Aggregation.Slope => $"The straight line through {of}, over the window, in % of their mean of {N(sum / window.Count)}.",
            Aggregation.Change => Change(value.Value, sum, window.Count, [.. days.Where(d => d.Day.DayNumber <= day - source.Window && Counts(d))]),
            Aggregation.Ratio => $"{N(sum)} / {N(SumOfOther(readings, day))} = {N(value.Value)}.",
            Aggregation.Percentile => $"{N(sum)} / {of} = {N(sum / window.Count)}, ranked among the peers of the same segment and stage: {N(value.Value)} of 100.",
            _ => $"From {of} that {counts}: {N(value.Value)}.",
        };
    }

    private string Change(double value, double sum, int count, List<EvidenceDay> before)
    {
        var earlier = Sum(before);
        return $"{N(sum)} / {MeasureEvidence.DaysOf(count)} = {N(sum / count)}, against {N(earlier)} / {MeasureEvidence.DaysOf(before.Count)} = {N(earlier / before.Count)} in the window before: {N(value)} %.";
    }

    private string WhyNot() => source.Aggregation switch
    {
        Aggregation.Change => "No day of the window before counts, so that there is nothing to compare with.",
        Aggregation.Ratio => $"{(metrics.TryGetValue(source.By ?? "", out var by) ? by.Name : source.By)} has no value, or is 0.",
        Aggregation.Slope => "A trend needs three days that count.",
        _ => "Fewer than 20 accounts of the same segment and stage have a value to be ranked among.",
    };

    private double SumOfOther(AccountReadings readings, int day)
    {
        var sum = 0.0;
        foreach (var value in readings.Series(metrics[source.By!].Id).Between(day - source.Window + 1, day).Values) sum += value;
        return sum;
    }

    private List<EvidenceDay> Days(Series series, int from, int to, int firstDay)
    {
        var days = new List<EvidenceDay>();
        for (var day = from; day <= to; day++)
        {
            var at = series.Between(day, day);
            days.Add(new(DateOnly.FromDayNumber(day), at.IsEmpty ? null : at.Values[0],
                !at.IsEmpty ? EvidenceKind.Reading : day < firstDay ? EvidenceKind.NotYet : view.Between(day, day).Count == 0 ? EvidenceKind.NoSource : EvidenceKind.Zero));
        }

        return days;
    }

    private static bool Counts(EvidenceDay day) => day.Kind is EvidenceKind.Reading or EvidenceKind.Zero;

    private static double Sum(IEnumerable<EvidenceDay> days) => days.Sum(d => d.Value ?? 0);

    private string N(double value) => MeasureEvidence.Number(value, culture);
}
