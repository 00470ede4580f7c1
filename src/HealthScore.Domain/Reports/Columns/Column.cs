namespace HealthScore.Domain.Reports.Columns;

/// <summary>A column of a report: what it is called, what kind of figure it holds, and how a row gives it.</summary>
/// <param name="Name">As it heads the column.</param>
/// <param name="Kind">The kind of its figures.</param>
/// <param name="Of">The figure of a row.</param>
/// <param name="Width">How many characters wide a sheet shows it.</param>
public sealed record Column<TRow>(string Name, CellKind Kind, Func<TRow, Cell> Of, int Width)
{
    /// <summary>A column of words.</summary>
    public static Column<TRow> Text(string name, Func<TRow, string?> of, int width = 18) => new(name, CellKind.Text, row => Cell.Of(of(row)), width);

    /// <summary>A column of days.</summary>
    public static Column<TRow> Day(string name, Func<TRow, DateOnly?> of) => new(name, CellKind.Day, row => Cell.Of(of(row)), 12);

    /// <summary>A column of months.</summary>
    public static Column<TRow> Month(string name, Func<TRow, Month> of) => new(name, CellKind.Month, row => Cell.Of(of(row).First), 10);

    /// <summary>A column of exact numbers.</summary>
    public static Column<TRow> Number(string name, CellKind kind, Func<TRow, decimal?> of) => new(name, kind, row => Cell.Of(kind, of(row)), WidthOf(name));

    /// <summary>A column of scores or shares.</summary>
    public static Column<TRow> Number(string name, CellKind kind, Func<TRow, double?> of) => new(name, kind, row => Cell.Of(kind, of(row)), WidthOf(name));

    // Numbers are short; the heading and the filter's button beside it decide.
    private static int WidthOf(string name) => Math.Max(11, name.Length + 4);
}
