using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Reports.Columns;

/// <summary>The columns of the monthly trends. The page and the files take theirs from here.</summary>
/// <param name="currency">ISO 4217 code that amounts are in.</param>
/// <param name="kind">Which score the trends are of.</param>
public sealed class TrendColumns(string currency, ScoreKind kind)
{
    /// <summary>Month.</summary>
    public Column<TrendRow> Month { get; } = Column<TrendRow>.Month("Month", row => row.End.Month);

    /// <summary>The day the month is reported as of.</summary>
    public Column<TrendRow> AsOf { get; } = Column<TrendRow>.Day("As of", row => row.End.Day);

    /// <summary>Complete, not complete or provisional.</summary>
    public Column<TrendRow> Status { get; } = Column<TrendRow>.Text("Status", row => row.End.Status, 14);

    /// <summary>Segment, or all of them.</summary>
    public Column<TrendRow> Segment { get; } = Column<TrendRow>.Text("Segment", row => row.Group.Name, 22);

    /// <summary>Accounts of the group.</summary>
    public Column<TrendRow> Accounts { get; } = Column<TrendRow>.Number("Accounts", CellKind.Count, row => (decimal?)row.Accounts);

    /// <summary>ARR of the group.</summary>
    public Column<TrendRow> Arr { get; } = Column<TrendRow>.Number($"ARR ({currency})", CellKind.Money, row => (decimal?)row.Arr);

    /// <summary>Mean score of the group.</summary>
    public Column<TrendRow> Mean { get; } = Column<TrendRow>.Number($"Mean {kind.ToString().ToLowerInvariant()}", CellKind.Mean, row => row.MeanScore);

    /// <summary>ARR of the red accounts.</summary>
    public Column<TrendRow> ArrAtRisk { get; } = Column<TrendRow>.Number($"ARR at risk ({currency})", CellKind.Money, row => (decimal?)row.ArrAtRisk);

    /// <summary>The month's end that the moves start from.</summary>
    public Column<TrendRow> Since { get; } = Column<TrendRow>.Day("Since", row => row.Moves?.Before.Day);

    /// <summary>Change of the ARR of the accounts that stayed in the group.</summary>
    public Column<TrendRow> ArrChange { get; } = Column<TrendRow>.Number($"ARR change of those that stayed ({currency})", CellKind.Money, row => row.Moves?.ArrChange);

    /// <summary>Accounts of a band.</summary>
    public Column<TrendRow> InBand(Band band) => Column<TrendRow>.Number(band.Name(), CellKind.Count, row => (decimal?)row[band].Accounts);

    /// <summary>Share of a band in the accounts.</summary>
    public Column<TrendRow> ShareOf(Band band) => Column<TrendRow>.Number($"{band.Name()} share", CellKind.Share, row => row[band].AccountShare);

    /// <summary>ARR of a band.</summary>
    public Column<TrendRow> ArrOf(Band band) => Column<TrendRow>.Number($"{band.Name()} ARR ({currency})", CellKind.Money, row => (decimal?)row[band].Arr);

    /// <summary>Share of a band in the ARR.</summary>
    public Column<TrendRow> ArrShareOf(Band band) => Column<TrendRow>.Number($"{band.Name()} share of ARR", CellKind.Share, row => row[band].ArrShare);

    /// <summary>Accounts that made a move.</summary>
    public Column<TrendRow> Moved(MoveKind move) => Column<TrendRow>.Number(move.Name(), CellKind.Count, row => (decimal?)row.Moves?[move].Accounts);

    /// <summary>ARR of the accounts that made a move.</summary>
    public Column<TrendRow> ArrMoved(MoveKind move) => Column<TrendRow>.Number($"{move.Name()} ARR ({currency})", CellKind.Money, row => row.Moves?[move].Arr);

    /// <summary>What every sheet begins with.</summary>
    public IReadOnlyList<Column<TrendRow>> Heads => [Month, Segment, AsOf, Status];

    /// <summary>Accounts and ARR, whole and per band.</summary>
    public IReadOnlyList<Column<TrendRow>> Levels =>
    [
        Accounts, Arr, Mean, ArrAtRisk,
        .. TrendRow.BandOrder.SelectMany(band => (Column<TrendRow>[])[InBand(band), ShareOf(band), ArrOf(band), ArrShareOf(band)]),
    ];

    /// <summary>What moved since the month before.</summary>
    public IReadOnlyList<Column<TrendRow>> Moves =>
    [
        Since, .. MoveKinds.All.SelectMany(move => (Column<TrendRow>[])[Moved(move), ArrMoved(move)]), ArrChange,
    ];
}
