using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Reports.Columns;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Reports;
using HealthScore.Engine.Reports.Files;
using HealthScore.Engine.Tests.Reports.Files;

namespace HealthScore.Engine.Tests.Reports;

public sealed class ExportTrendsTests(ReportBench bench) : IClassFixture<ReportBench>
{
    private static readonly Month January = Month.Of(new(2026, 1, 1));
    private static readonly Month February = January.Add(1);

    [Fact]
    public async Task Figures_AreTheSameOnThePageInCsvAndInXlsx()
    {
        await SeedAsync();
        var rows = (await bench.Trends.RunAsync(ReportBench.Leader, new(), CancellationToken.None)).Value!.Trends.Rows;
        var columns = new TrendColumns("EUR", ScoreKind.Health);
        var csv = Csv.Read(await WriteAsync(ReportBench.Leader, new(), ReportFormat.Csv));
        var sheets = Files.Sheet.Read(await WriteAsync(ReportBench.Leader, new(), ReportFormat.Xlsx));

        csv.Should().HaveCount(rows.Count).And.HaveCount(6);
        CompareWithCsv([.. columns.Heads, .. columns.Levels, .. columns.Moves]);
        CompareWithSheet(sheets.Single(s => s.Name == "Trends"), [.. columns.Heads, .. columns.Levels]);
        CompareWithSheet(sheets.Single(s => s.Name == "Moves"), [.. columns.Heads, .. columns.Moves]);

        void CompareWithCsv(IReadOnlyList<Column<TrendRow>> shown)
        {
            csv[0].Keys.Should().Equal(shown.Select(c => c.Name));
            foreach (var (i, row) in rows.Index())
                foreach (var column in shown)
                {
                    var (cell, text) = (column.Of(row), csv[i][column.Name]);
                    if (cell.Number is { } number) decimal.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).Should().Be(number, column.Name);
                    else if (cell.Day is { } day) text.Should().Be(day.ToString(column.Kind == CellKind.Month ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture));
                    else text.Should().Be(cell.Text is null ? "" : SpreadsheetText.Neutralise(cell.Text));
                }
        }

        void CompareWithSheet(Files.Sheet sheet, IReadOnlyList<Column<TrendRow>> shown)
        {
            sheet.Rows.Should().HaveCount(rows.Count);
            foreach (var (i, row) in rows.Index())
                foreach (var column in shown)
                {
                    var (cell, value) = (column.Of(row), sheet.Rows[i].GetValueOrDefault(column.Name));
                    if (cell.Day is { } day) value!.Day.Should().Be(day);
                    else value?.Number.Should().Be(cell.Number, column.Name);
                    (value?.Text).Should().Be(cell.Text is null ? null : SpreadsheetText.Neutralise(cell.Text));
                }
        }
    }

    [Fact]
    public async Task Csv_ReadsTheSameInEveryCountry()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            await SeedAsync();
            var row = Csv.Read(await WriteAsync(ReportBench.Leader, new(SegmentId: 1), ReportFormat.Csv))[0];
            row.Should().Contain("Month", "2026-01").And.Contain("As of", "2026-01-31").And.Contain("Status", "Complete");
            row.Should().Contain("ARR (EUR)", "1235").And.Contain("Red share of ARR", "0.190").And.Contain("Mean health", "45.5").And.Contain("Since", "");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public async Task Workbook_IsStyledFrozenFilteredAndExplained()
    {
        await SeedAsync();
        var sheets = Files.Sheet.Read(await WriteAsync(ReportBench.Leader, new(), ReportFormat.Xlsx));
        sheets.Select(s => s.Name).Should().Equal("Trends", "Moves", "Notes");
        var trends = sheets[0];
        trends.Xml.GetFirstChild<SheetViews>()!.Descendants<Pane>().Single().State!.Value.Should().Be(PaneStateValues.Frozen);
        trends.Xml.GetFirstChild<AutoFilter>()!.Reference!.Value.Should().Be("A1:X7");
        trends.Xml.GetFirstChild<Columns>()!.Elements<Column>().Should().HaveCount(24).And.OnlyContain(c => c.Width!.Value >= 10);
        trends.Rows[0]["Month"].Format.Should().Be("yyyy\\-mm");
        trends.Rows[0]["As of"].Format.Should().Be("yyyy\\-mm\\-dd");
        trends.Rows[0]["Red share"].Format.Should().Be("0.0%");
        trends.Rows[0]["ARR (EUR)"].Format.Should().Be("#,##0");
        sheets[2].Rows.Select(note => note["About"].Text).Should().Contain(["Report", "Made", "Time zone", "Green", "Red", "Moves"]);
        sheets[2].Rows.Single(note => note["About"].Text == "Made")["This report"].Text.Should().Be("2026-04-10 11:00, by Ada Lovelace");
    }

    [Fact]
    public async Task SegmentName_ThatIsAFormula_IsTextInBothFiles()
    {
        await SeedAsync();
        Csv.Read(await WriteAsync(ReportBench.Leader, new(), ReportFormat.Csv))[1]["Segment"].Should().Be("'=cmd|' /C calc'!A0");
        Files.Sheet.Read(await WriteAsync(ReportBench.Leader, new(), ReportFormat.Xlsx))[0].Rows[1]["Segment"].Text.Should().Be("'=cmd|' /C calc'!A0");
    }

    [Fact]
    public async Task File_IsNamedByWhatItHolds()
    {
        await SeedAsync();
        (await PrepareAsync(ReportBench.Leader, new(January, February), ReportFormat.Xlsx)).Value!.Name.Should().Be("health-trends-2026-01-to-2026-02.xlsx");
        (await PrepareAsync(ReportBench.Leader, new(January, February, 2), ReportFormat.Csv)).Value!.Name.Should().Be("health-trends-2026-01-to-2026-02-cmd-c-calc-a0.csv");
    }

    [Fact]
    public async Task Csm_BoundToOwnAccounts_ExportsOnlyTheirs()
    {
        await SeedAsync();
        var rows = Csv.Read(await WriteAsync(ReportBench.SecondCsm, new(), ReportFormat.Csv));
        rows.Select(row => row["Segment"]).Should().Equal("All segments", "'=cmd|' /C calc'!A0", "All segments", "'=cmd|' /C calc'!A0");
        rows.Should().OnlyContain(row => row["Accounts"] == "1" && row["ARR (EUR)"] == "500");
    }

    [Theory]
    [InlineData("2019-05", "There are no scores that you may see in 2019-05. Scores exist from 2026-01 to 2026-02.")]
    [InlineData("2031-01", "There are no scores that you may see in 2031-01. Scores exist from 2026-01 to 2026-02.")]
    public async Task Months_WithoutScores_AreRefusedWithTheOnesThatHaveSome(string text, string message)
    {
        await SeedAsync();
        Month.TryParse(text, out var month).Should().BeTrue();
        (await PrepareAsync(ReportBench.Leader, new(month, month), ReportFormat.Csv)).Message.Should().Be(message);
    }

    [Fact]
    public async Task EmptyDatabase_SaysWhatToDo()
    {
        await bench.SeedAsync();
        (await PrepareAsync(ReportBench.Leader, new(), ReportFormat.Xlsx)).Errors.Should().ContainSingle().Which.Should().Match<Error>(e => e.Code == "no_scores" && e.Message.Contains("Import data"));
    }

    private Task SeedAsync() => bench.SeedAsync(
        new(1, January.Last, Band.Green, 80.9, 1000.40m), new(2, January.Last, Band.Red, 10, 234.30m), new(3, January.Last, Band.Yellow, 55, 500) { SegmentId = 2, OwnerId = 2 },
        new(1, February.Last, Band.Yellow, 60, 1000.40m), new(3, February.Last, Band.Yellow, 55, 500) { SegmentId = 2, OwnerId = 2 }, new(4, February.Last, Band.Unknown, null, 0.5m));

    private Task<Result<ReportFile>> PrepareAsync(Actor actor, TrendRequest request, ReportFormat format) => bench.TrendFiles.RunAsync(actor, request, format, CancellationToken.None);

    private async Task<byte[]> WriteAsync(Actor actor, TrendRequest request, ReportFormat format)
    {
        using var stream = new AsyncOnlyStream();
        await (await PrepareAsync(actor, request, format)).Value!.WriteAsync(stream, CancellationToken.None);
        return stream.Written;
    }
}
