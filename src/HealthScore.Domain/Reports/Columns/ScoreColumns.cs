namespace HealthScore.Domain.Reports.Columns;

/// <summary>The columns of the scores of a month's end.</summary>
public static class ScoreColumns
{
    /// <summary>All of them, in order.</summary>
    /// <param name="currency">ISO 4217 code that ARR is in.</param>
    public static IReadOnlyList<Column<MonthEndScore>> All(string currency) =>
    [
        Column<MonthEndScore>.Text("Account id", row => row.ExternalId),
        Column<MonthEndScore>.Text("Name", row => row.Name, 32),
        Column<MonthEndScore>.Text("Segment", row => row.Segment),
        Column<MonthEndScore>.Text("Stage", row => row.Stage),
        Column<MonthEndScore>.Text("Owner", row => row.Owner, 22),
        Column<MonthEndScore>.Number($"ARR ({currency})", CellKind.Amount, row => (decimal?)row.Arr),
        .. Score("Health", row => row.Health),
        .. Score("Risk", row => row.Risk),
        .. Score("Expansion", row => row.Expansion),
        Column<MonthEndScore>.Number("Coverage", CellKind.Share, row => row.Coverage),
        Column<MonthEndScore>.Day("Day", row => row.Day),
        Column<MonthEndScore>.Text("Model version", row => row.ModelVersion, 24),
    ];

    private static Column<MonthEndScore>[] Score(string name, Func<MonthEndScore, KindScore?> of) =>
    [
        Column<MonthEndScore>.Number(name, CellKind.Score, row => of(row)?.Value),
        Column<MonthEndScore>.Text($"{name} band", row => of(row)?.Band.Name(), 14),
    ];
}
