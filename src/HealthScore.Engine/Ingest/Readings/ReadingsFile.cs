using System.Runtime.InteropServices;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Rows;
using HealthScore.Engine.Storage.Readings;

namespace HealthScore.Engine.Ingest.Readings;

/// <summary>The values of a file of readings, wide or long.</summary>
internal sealed class ReadingsFile
{
    private readonly ImportContext context;
    private readonly BoundField account;
    private readonly BoundField day;
    private readonly List<ReadingEntry> entries = [];
    private readonly List<RowPlace> places = [];
    private readonly List<NamedMetric> metrics = [];
    private readonly Dictionary<string, short> keys = [];
    private readonly Dictionary<string, short> texts = [];
    private readonly HashSet<string> ids = [];

    private ReadingsFile(ImportContext context) =>
        (this.context, account, day) = (context, context.Bound["account"]!, context.Bound["day"]!);

    public Names Accounts { get; } = new();
    public IReadOnlyList<NamedMetric> Metrics => metrics;

    /// <summary>The values, to be sorted where they lie: a copy of millions would cost as much again.</summary>
    public Span<ReadingEntry> Entries => CollectionsMarshal.AsSpan(entries);

    /// <summary>Account and day of each row, also of those without a value.</summary>
    public IEnumerable<RowPlace> Places => IsWide ? places : entries.Select(e => new RowPlace(e.Account, e.Day, e.Row)).Concat(places);

    private bool IsWide => context.Bound.Metrics.Count > 0;

    public static ReadingsFile Read(ImportContext context)
    {
        var file = new ReadingsFile(context);
        foreach (var metric in context.Bound.Metrics) file.Add(metric.Key, metric.Field?.ColumnName ?? metric.Key);
        // Room for all, so that the list does not grow by copying itself; memory that is not used is not taken.
        file.entries.EnsureCapacity((int)Math.Min((long)context.Formats.Rows * Math.Max(1, context.Bound.Metrics.Count), context.Limits.Rows));
        while (context.Next()) file.ReadRow();
        return file;
    }

    /// <summary>Lets go of the values once they are written down elsewhere.</summary>
    public void Clear()
    {
        entries.Clear();
        entries.TrimExcess();
    }

    private void ReadRow()
    {
        var rows = context.Rows;
        var name = rows.Text(account, isRequired: true);
        var onDay = rows.Day(day, isRequired: true);
        if (onDay < ReadingStore.FirstDay)
        {
            rows.Log(day, ProblemReason.DayOutOfRange, $"Readings are kept from {ReadingStore.FirstDay:yyyy-MM-dd} on.");
            onDay = null;
        }

        var place = new RowPlace(name.IsEmpty ? -1 : Accounts.Number(name), onDay?.DayNumber ?? -1, rows.Row);
        var isPlaced = place is { Account: >= 0, Day: >= 0 };
        if (isPlaced) Look(onDay!.Value);
        var before = entries.Count;
        if (IsWide) ReadWide(place, isPlaced);
        else ReadLong(place, isPlaced);
        if (isPlaced && (IsWide || entries.Count == before)) places.Add(place);
        if (entries.Count > context.Limits.Rows) context.Refuse("readings");
    }

    private void ReadWide(RowPlace place, bool isPlaced)
    {
        for (short i = 0; i < context.Bound.Metrics.Count; i++)
        {
            var field = context.Bound.Metrics[i].Field;
            if (field is null) Keep(place, isPlaced, i, 1);
            else if (!context.Rows.Has(field)) NoReading(field);
            else if (context.Rows.Number(field) is { } value) Keep(place, isPlaced, i, value);
        }
    }

    private void ReadLong(RowPlace place, bool isPlaced)
    {
        var field = context.Bound["value"]!;
        var metric = MetricOf(context.Rows.Text(context.Bound["metric"], isRequired: true, MetricKey.Longest));
        if (!context.Rows.Has(field)) NoReading(field);
        else if (context.Rows.Number(field) is { } value && metric >= 0) Keep(place, isPlaced, metric, value);
    }

    private void Keep(RowPlace place, bool isPlaced, short metric, double value)
    {
        if (!isPlaced) return;
        metrics[metric].LooksLikeCount &= value >= 0 && Math.Floor(value) == value;
        entries.Add(new ReadingEntry(value, place.Account, place.Day, place.Row, metric));
    }

    private void NoReading(BoundField field) =>
        context.Rows.Log(field, ProblemReason.NoReading, "There is no value here, so there is no reading.");

    // What the row itself tells to be odd. Nothing is left out: the file may know better than its other columns.
    private void Look(DateOnly onDay)
    {
        if (onDay > context.Today) context.Rows.Log(day, ProblemReason.InFuture, "The day lies in the future.");
        var (first, last) = (context.Rows.Day(context.Bound["not_before"]), context.Rows.Day(context.Bound["not_after"]));
        if (onDay < first || onDay > last) context.Rows.Log(day, ProblemReason.OutsideSpan, "The day lies outside the span that the row gives.");
        var id = context.Bound["id"];
        if (context.Rows.Has(id) && !ids.Add(context.Rows.Text(id).ToString()))
            context.Rows.Log(id, ProblemReason.RepeatedId, "An earlier row has the same id. Both are imported.");
    }

    private short MetricOf(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return -1;
        if (texts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var number)) return number;
        var key = MetricKey.Of(text);
        if (!MetricKey.IsValid(key) || metrics.Count == short.MaxValue)
        {
            context.Rows.Log(context.Bound["metric"], ProblemReason.UnknownMetric, "This cannot be a metric's key. It needs a letter first, then letters, digits and underscores.");
            return -1;
        }

        if (!keys.TryGetValue(key, out number)) number = Add(key, text.ToString());
        texts.Add(text.ToString(), number);
        return number;
    }

    private short Add(string key, string column)
    {
        var number = (short)metrics.Count;
        metrics.Add(new NamedMetric(key, column, context.Mapping.Metrics.GetValueOrDefault(key)));
        keys.Add(key, number);
        return number;
    }
}
