using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Metrics.Calculated;

/// <summary>The days that are calculated: from the first to the one that they are calculated as of.</summary>
internal readonly record struct CalculatedDays(AccountReadings Readings, int First, int Day)
{
    public int Count => Day - First + 1;
}

/// <summary>One step of a calculation: for each day a value or none, and whether there was something to read on it.</summary>
internal abstract class CalculationStep
{
    /// <summary>How many days its windows reach back.</summary>
    public virtual int Reach => 0;

    /// <summary>How many days before a day a reading can lie and still matter.</summary>
    public virtual int LookBack => 0;

    /// <summary>True when every day with a source has a value, 0 unless it says otherwise.</summary>
    public virtual bool IsCount => false;

    /// <summary>Leaves the days in a row of the scratch; the rows after it are free to be used.</summary>
    public abstract void Run(in CalculatedDays days, int row);

    public static CalculationStep Of(Expression expression, Func<string, (Metric Metric, SourceCalendar? Calendar)> metrics) => expression switch
    {
        NumberTerm number => new NumberStep(number.Value),
        MetricTerm term when metrics(term.Key) is var (metric, calendar) => metric.Kind == MetricKind.Count ? new CountStep(metric.Id, calendar!) : new GaugeStep(metric),
        BinaryTerm binary => new BinaryStep(binary.Operator, Of(binary.Left, metrics), Of(binary.Right, metrics)),
        RollingTerm rolling => new RollingStep(Of(rolling.Of, metrics), rolling.Days, rolling.By),
        _ => throw new ArgumentException($"no such expression: {expression}", nameof(expression)),
    };
}

internal sealed class NumberStep(double number) : CalculationStep
{
    public override void Run(in CalculatedDays days, int row)
    {
        days.Readings.Scratch.Row(row, days.Count, out var values, out var read);
        values.Fill(number);
        read.Clear();
    }
}

/// <summary>A count: 0 on a day with source and without a reading, nothing on a day without source.</summary>
internal sealed class CountStep(short metricId, SourceCalendar calendar) : CalculationStep
{
    public override bool IsCount => true;

    public override void Run(in CalculatedDays days, int row)
    {
        days.Readings.Scratch.Row(row, days.Count, out var values, out var read);
        values.Fill(double.NaN);
        calendar.AsOf(days.Day).Fill(values, 0);
        var series = days.Readings.Series(metricId).Between(days.First, days.Day);
        for (var i = 0; i < series.Count; i++)
            if (!double.IsNaN(values[series.Days[i] - days.First])) values[series.Days[i] - days.First] = series.Values[i];
        for (var i = 0; i < values.Length; i++) read[i] = !double.IsNaN(values[i]);
    }
}

/// <summary>A gauge: its latest reading, until it is stale.</summary>
internal sealed class GaugeStep(Metric metric) : CalculationStep
{
    public override int LookBack => metric.Freshness;

    public override void Run(in CalculatedDays days, int row)
    {
        days.Readings.Scratch.Row(row, days.Count, out var values, out var read);
        var series = days.Readings.Series(metric.Id).UpTo(days.Day);
        for (int i = 0, next = series.UpTo(days.First - 1).Count; i < values.Length; i++)
        {
            var day = days.First + i;
            read[i] = next < series.Count && series.Days[next] == day;
            if (read[i]) next++;
            values[i] = next > 0 && day - series.Days[next - 1] <= metric.Freshness ? series.Values[next - 1] : double.NaN;
        }
    }
}

/// <summary>Two operands; there is something to read where one of them has it, and a value where both have one.</summary>
internal sealed class BinaryStep(Operator how, CalculationStep left, CalculationStep right) : CalculationStep
{
    public override int Reach => Math.Max(left.Reach, right.Reach);

    public override int LookBack => Math.Max(left.LookBack, right.LookBack);

    // The quotient of two counts is a state; any other step with a count is one.
    public override bool IsCount => how == Operator.Divide ? left.IsCount && !right.IsCount : left.IsCount || right.IsCount;

    public override void Run(in CalculatedDays days, int row)
    {
        left.Run(days, row);
        right.Run(days, row + 1);
        days.Readings.Scratch.Row(row, days.Count, out var values, out var read);
        days.Readings.Scratch.Row(row + 1, days.Count, out var others, out var othersRead);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Of(values[i], others[i]);
            read[i] |= othersRead[i];
        }
    }

    private double Of(double a, double b)
    {
        // What has no value has none together with anything, the smaller and the larger of two included.
        if (double.IsNaN(a) || double.IsNaN(b)) return double.NaN;
        var value = how switch
        {
            Operator.Add => Compare.AreEqual(a, -b) ? 0 : a + b,
            Operator.Subtract => Compare.AreEqual(a, b) ? 0 : a - b,
            Operator.Multiply => a * b,
            Operator.Divide => b == 0 ? double.NaN : a / b,
            Operator.Least => Math.Min(a, b),
            _ => Math.Max(a, b),
        };
        return double.IsFinite(value) ? value : double.NaN;
    }
}

/// <summary>A window that ends with each day: over the days that count of a count, over the readings of a gauge.</summary>
internal sealed class RollingStep(CalculationStep of, int window, RollingBy by) : CalculationStep
{
    public override int Reach => window - 1 + of.Reach;

    public override int LookBack => window - 1 + of.LookBack;

    public override void Run(in CalculatedDays days, int row)
    {
        of.Run(days, row + 1);
        var scratch = days.Readings.Scratch;
        scratch.Row(row, days.Count, out var values, out var read);
        scratch.Row(row + 1, days.Count, out var from, out var isFrom);
        var places = scratch.Places(days.Count);
        var count = 0;
        for (var i = 0; i < from.Length; i++)
        {
            read[i] = isFrom[i] && !double.IsNaN(from[i]);
            if (!read[i]) continue;
            // No place is overtaken: there are at most as many readings as days.
            (places[count], from[count]) = (i, from[i]);
            count++;
        }

        for (int i = 0, first = 0, next = 0; i < values.Length; i++)
        {
            for (; next < count && places[next] <= i;) next++;
            for (; first < next && places[first] <= i - window;) first++;
            values[i] = first == next || (of.IsCount && !read[i]) ? double.NaN : Of(from[first..next]);
        }
    }

    private double Of(ReadOnlySpan<double> values)
    {
        var value = by switch
        {
            RollingBy.Sum => Statistics.Sum(values),
            RollingBy.Mean => Statistics.Sum(values) / values.Length,
            RollingBy.Min => Statistics.Least(values, values[0]),
            _ => Statistics.Greatest(values, values[0]),
        };
        return double.IsFinite(value) ? value : double.NaN;
    }
}
