using HealthScore.Domain.Primitives;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Reports;
using HealthScore.Engine.Tests.Reports.Files;

namespace HealthScore.Engine.Tests.Reports;

public sealed class ExportScoresTests(ReportBench bench) : IClassFixture<ReportBench>, IAsyncLifetime
{
    private static readonly DateOnly January = new(2026, 1, 31);
    private static bool hasAccounts;

    public async Task InitializeAsync()
    {
        if (!hasAccounts)
        {
            await bench.AddAccountAsync(1, "Zeta \"Group\", Ltd", 1);
            await bench.AddAccountAsync(2, "+49 Motors", 2);
            await bench.AddAccountAsync(3, "Moved away", 2);
            hasAccounts = true;
        }

        await bench.SeedAsync(
            new(1, January, Band.Green, 80.127, 1234.56m) { Coverage = 0.8754 }, new(1, January, Band.Red, 71, 1234.56m) { Kind = ScoreKind.Risk }, new(1, January.AddDays(-1), Band.Red, 3),
            new(2, January, Band.Unknown, null, 10) { OwnerId = 2, SegmentId = null }, new(3, January, Band.Red, 12, 20));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Accounts_StandWithAllTheirScores()
    {
        var rows = Csv.Read(await WriteAsync(ReportBench.Leader, ReportFormat.Csv));
        rows.Select(row => row["Name"]).Should().Equal("'+49 Motors", "Moved away", "Zeta \"Group\", Ltd");
        rows[2].Should().Equal(new Dictionary<string, string>
        {
            ["Account id"] = "A-1", ["Name"] = "Zeta \"Group\", Ltd", ["Segment"] = "Enterprise", ["Stage"] = "", ["Owner"] = "Ben", ["ARR (EUR)"] = "1234.56",
            ["Health"] = "80.13", ["Health band"] = "Green", ["Risk"] = "71.00", ["Risk band"] = "Red", ["Expansion"] = "", ["Expansion band"] = "",
            ["Coverage"] = "0.875", ["Day"] = "2026-01-31", ["Model version"] = "",
        });
        rows[0].Should().Contain("Health", "").And.Contain("Health band", "No score");
    }

    [Fact]
    public async Task Workbook_HoldsTheSameAsCsv()
    {
        var csv = Csv.Read(await WriteAsync(ReportBench.Leader, ReportFormat.Csv));
        var sheets = Sheet.Read(await WriteAsync(ReportBench.Leader, ReportFormat.Xlsx));
        sheets.Select(s => s.Name).Should().Equal("Scores", "Notes");
        foreach (var (i, row) in sheets[0].Rows.Index())
            foreach (var (column, text) in csv[i])
            {
                var value = row.GetValueOrDefault(column);
                if (value?.Text is { } words) text.Should().Be(words);
                else if (column == "Day") text.Should().Be(value!.Day.ToString("yyyy-MM-dd", null));
                else if (text != "") decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture).Should().Be(value!.Number);
                else value.Should().BeNull();
            }
    }

    [Fact]
    public async Task Csm_BoundToOwnAccounts_GetsThoseThatWereTheirsAndStillAre()
    {
        Csv.Read(await WriteAsync(ReportBench.FirstCsm, ReportFormat.Csv)).Select(row => row["Account id"]).Should().Equal("A-1");
        Csv.Read(await WriteAsync(ReportBench.SecondCsm, ReportFormat.Csv)).Select(row => row["Account id"]).Should().Equal("A-2");
        (await bench.ScoreFiles.RunAsync(ReportBench.CsmWithoutAccounts, null, ReportFormat.Csv, CancellationToken.None)).Errors.Should().ContainSingle().Which.Code.Should().Be("no_scores");
    }

    [Fact]
    public async Task Month_WithoutScores_IsRefusedWithTheLatestThatHasSome() =>
        (await bench.ScoreFiles.RunAsync(ReportBench.Leader, Month.Of(January).Add(1), ReportFormat.Xlsx, CancellationToken.None))
            .Message.Should().Be("There are no scores that you may see in 2026-02. The latest scores are of 2026-01.");

    [Fact]
    public async Task File_IsNamedByItsMonth() =>
        (await bench.ScoreFiles.RunAsync(ReportBench.Leader, null, ReportFormat.Xlsx, CancellationToken.None)).Value!.Name.Should().Be("scores-2026-01.xlsx");

    private async Task<byte[]> WriteAsync(Actor actor, ReportFormat format)
    {
        using var stream = new AsyncOnlyStream();
        await (await bench.ScoreFiles.RunAsync(actor, Month.Of(January), format, CancellationToken.None)).Value!.WriteAsync(stream, CancellationToken.None);
        return stream.Written;
    }
}
