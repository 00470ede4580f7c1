using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Reports.Columns;

/// <summary>A figure as it is reported: rounded here and nowhere else, so that screen, CSV and XLSX cannot differ.</summary>
public readonly record struct Cell
{
    private Cell(string? text, decimal? number, DateOnly? day) => (Text, Number, Day) = (text, number, day);

    /// <summary>The words of a text.</summary>
    public string? Text { get; }

    /// <summary>The value of a number, rounded; a share as a part of 1.</summary>
    public decimal? Number { get; }

    /// <summary>The day, or a month's first one.</summary>
    public DateOnly? Day { get; }

    /// <summary>Words; null or empty: an empty cell.</summary>
    public static Cell Of(string? text) => new(text is "" ? null : text, null, null);

    /// <summary>A day; null: an empty cell.</summary>
    public static Cell Of(DateOnly? day) => new(null, null, day);

    /// <summary>A number of this kind; null: an empty cell.</summary>
    public static Cell Of(CellKind kind, decimal? value) => new(null, value is { } number ? Round(kind, number) : null, null);

    /// <summary>A number of this kind that is not exact, tidied before it is rounded; null: an empty cell.</summary>
    public static Cell Of(CellKind kind, double? value) => Of(kind, value is { } number ? (decimal)Rounding.Tidy(number) : null);

    /// <summary>Halves away from zero, like every rounding of a score.</summary>
    private static decimal Round(CellKind kind, decimal value) => Math.Round(value, Decimals(kind), MidpointRounding.AwayFromZero);

    private static int Decimals(CellKind kind) => kind switch
    {
        CellKind.Count or CellKind.Money => 0,
        CellKind.Mean => 1,
        CellKind.Amount or CellKind.Score => 2,
        CellKind.Share => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is not a number"),
    };
}
