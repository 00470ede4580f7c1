using System.Globalization;
using System.Text.RegularExpressions;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Reports.Columns;
using HealthScore.Domain.Scoring;
using HealthScore.Web.Reports;

namespace HealthScore.Web.Tests.Reports;

/// <summary>The tables hold the figures of the files, whatever language they are written in.</summary>
public sealed partial class ReportTablesTests
{
    private static readonly TrendColumns Columns = new("EUR", ScoreKind.Health);
    private static readonly IReadOnlyList<TrendRow> Rows = Trends().Rows;

    [Theory]
    [InlineData("en-GB", "€1,235", "12.3%")]
    [InlineData("de-DE", "1.235 €", "12,3 %")]
    public async Task Figures_AreWrittenInTheUsersWay(string culture, string arr, string share)
    {
        using var _ = new Culture(culture);
        var html = await MonthsAsync(byArr: false);
        html.Should().Contain(">" + arr + "<").And.Contain(">" + share + "<");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Months_HoldTheFiguresOfTheFiles(bool byArr)
    {
        Column<TrendRow>[] columns =
        [
            Columns.Accounts, Columns.Arr,
            .. TrendRow.BandOrder.SelectMany(band => (Column<TrendRow>[])(byArr ? [Columns.ArrOf(band), Columns.ArrShareOf(band)] : [Columns.InBand(band), Columns.ShareOf(band)])),
            Columns.Mean, .. byArr ? [] : (Column<TrendRow>[])[Columns.ArrAtRisk],
        ];
        Numbers(await MonthsAsync(byArr)).Should().Equal(Rows.SelectMany(row => columns.Select(column => column.Of(row).Number!.Value)));
    }

    [Fact]
    public async Task Moves_LeaveOutMonthsWithNothingToCompareWith()
    {
        var html = await Rendering.HtmlAsync<MoveTable>(("Rows", Rows), ("Columns", Columns), ("ByArr", false));
        Numbers(html).Should().Equal(0, 1, 0, 0, 0, 0, 1, 0);
        html.Should().Contain("Green to red").And.NotContain("Unchanged").And.NotContain("Moved in");
    }

    private static Task<string> MonthsAsync(bool byArr) => Rendering.HtmlAsync<MonthTable>(("Rows", Rows), ("Columns", Columns), ("ByArr", byArr));

    private static IEnumerable<decimal> Numbers(string html) => Data().Matches(html).Select(match => decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private static MonthlyTrends Trends()
    {
        var january = Month.Of(new(2026, 1, 1));
        LevelFact[] levels =
        [
            new(january, null, Band.Green, 57, 1000.5m, 4000), new(january, null, Band.Unknown, 8, 234, 0),
            new(january.Add(1), null, Band.Green, 56, 1000, 4000), new(january.Add(1), null, Band.Red, 8, 99.99m, 80), new(january.Add(1), null, Band.Unknown, 1, 1, 0),
        ];
        MoveFact[] moves =
        [
            new(january.Add(1), new(Presence.Here, null, Band.Green), new(Presence.Here, null, Band.Red), 1, 10, 10),
            new(january.Add(1), new(Presence.Absent), new(Presence.Here, null, Band.Green), 1, 0, 10),
        ];
        return MonthlyTrends.Of(ScoreKind.Health, january, [new(january, january.Last, false), new(january.Add(1), january.Add(1).Last, false)], [], levels, moves).For(0);
    }

    [GeneratedRegex("<data value=\"([^\"]*)\"")]
    private static partial Regex Data();
}
