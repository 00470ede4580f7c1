using HealthScore.Web.Shared;

namespace HealthScore.Web.Accounts;

/// <summary>A column of the accounts grid behind the name.</summary>
/// <param name="Key">As it stands in the address and in what users keep.</param>
/// <param name="Title">Its head.</param>
/// <param name="Meaning">What it holds, in a sentence.</param>
/// <param name="Sort">The order by it; null: there is none.</param>
/// <param name="Numeric">Right-aligned.</param>
/// <param name="LowestFirst">The first click sorts upwards.</param>
public sealed record GridColumn(string Key, string Title, string Meaning, string? Sort = null, bool Numeric = false, bool LowestFirst = false)
{
    public static IReadOnlyList<GridColumn> All { get; } =
    [
        new("health", "Health", Terms.Health, "health", Numeric: true, LowestFirst: true),
        new("change", "30 days", Terms.Change, "change", Numeric: true, LowestFirst: true),
        new("trend", "Last 90 days", Terms.Trend),
        new("risk", "Risk", Terms.Risk, "risk", Numeric: true),
        new("expansion", "Expansion", Terms.Expansion, "expansion", Numeric: true),
        new("segment", "Segment", Terms.Segment),
        new("stage", "Stage", Terms.Stage),
        new("owner", "Owner", Terms.Owner),
        new("arr", "ARR", Terms.Arr, "arr", Numeric: true),
        new("renewal", "Renewal", Terms.Renewal, "renewal", Numeric: true, LowestFirst: true),
        new("coverage", "Coverage", Terms.Coverage, Numeric: true),
    ];

    /// <summary>As they come: all but the coverage.</summary>
    public static IReadOnlyList<GridColumn> Standard { get; } = [.. All.Where(c => c.Key != "coverage")];

    /// <summary>Keys with commas between, in their order; null: nothing readable.</summary>
    public static IReadOnlyList<GridColumn>? Parse(string? text)
    {
        GridColumn[] columns = [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries).Select(key => All.FirstOrDefault(c => c.Key == key)).OfType<GridColumn>().Distinct()];
        return columns.Length == 0 ? null : columns;
    }

    public static string Text(IEnumerable<GridColumn> columns) => string.Join(',', columns.Select(c => c.Key));
}
