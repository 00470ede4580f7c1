namespace HealthScore.Domain.Reports.Columns;

/// <summary>What a figure is; it decides how it is rounded and written, on the screen and in every file.</summary>
public enum CellKind
{
    /// <summary>Words.</summary>
    Text = 1,

    /// <summary>A whole number.</summary>
    Count = 2,

    /// <summary>Money in whole units of the currency.</summary>
    Money = 3,

    /// <summary>Money of a single account, with 2 decimals.</summary>
    Amount = 4,

    /// <summary>A share of 1, shown as a percentage with one decimal.</summary>
    Share = 5,

    /// <summary>A mean of scores, with 1 decimal.</summary>
    Mean = 6,

    /// <summary>A score as published, with 2 decimals.</summary>
    Score = 7,

    /// <summary>A day.</summary>
    Day = 8,

    /// <summary>A month: its first day.</summary>
    Month = 9,
}
