using System.Text;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Tests.Ingest.Files;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Ingest;

public sealed class ImportReadingsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Long = """{ "fields": { "account": "account", "metric": "metric", "day": "day", "value": "value" }, "unknown_accounts": "create", "unknown_metrics": "create", "new_metrics": { "kind": "guess" } }""";
    private readonly ImportTester tester = new(database);

    public Task InitializeAsync() => tester.ResetAsync();
    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task LongFile_IsStoredValueByValue()
    {
        var report = await tester.TextAsync(ImportKind.Readings, "account;metric;day;value\nA;logins;16.10.2023;1.234\nA;NPS score;3.4.2024;8,5\nB;logins;03.04.2024;0\n", Long);
        report.Should().BeEquivalentTo(new { Rows = 3L, Added = 3L, Changed = 0L, Errors = 0L, IsWritten = true });
        (await tester.RowsAsync("select a.external_id, m.key, m.kind, r.day, r.value from reading r join account a on a.id = account_id join metric m on m.id = metric_id order by 1, 2"))
            .Should().Equal("A|logins|1|2023-10-16|1234", "A|nps_score|2|2024-04-03|8.5", "B|logins|1|2024-04-03|0");
        (await tester.RowsAsync("select external_id, start, first_reading from account order by 1")).Should().Equal("A|2023-10-16|2023-10-16", "B|2024-04-03|2024-04-03");
    }

    [Fact]
    public async Task Reading_BeforeTheStart_ShowsTheAccountOnThePages()
    {
        await tester.TextAsync(ImportKind.Accounts, "id,name,start\nA,Alder,2024-09-01\n", """{ "fields": { "account": "id", "name": "name", "start": "start" } }""");
        (await tester.RowsAsync("select name, active from account_current")).Should().Equal("Alder|False");
        await tester.TextAsync(ImportKind.Readings, "account,metric,day,value\nA,logins,2024-06-30,4\n", Long);
        (await tester.RowsAsync("select name, active from account_current")).Should().Equal("Alder|True");
    }

    [Theory]
    [InlineData("account,metric,day,value\nA,total,2024-01-01,1\nA,total,2024-01-02,1\n", 2)]
    [InlineData("account,day,total\nA,2024-01-01,1\nA,2024-01-02,1\n", 1)]
    public async Task CalculatedMetric_TakesNoReadings(string file, int errors)
    {
        await tester.RowsAsync("insert into metric (key, name, kind, freshness, unit, description, higher_is_better, is_leading, expression) values ('total', 'Total', 1, 3, '', '', true, true, 'logins + calls') returning id");
        var report = await tester.TextAsync(ImportKind.Readings, file, errors == 2 ? Long : """{ "fields": { "account": "account", "day": "day" }, "metrics": { "total": "total" }, "unknown_accounts": "create" }""");
        report.IsWritten.Should().BeFalse();
        report.Reasons.Should().Equal(new Dictionary<ProblemReason, long> { [ProblemReason.CalculatedMetric] = errors });
        report.Problems[0].Message.Should().Contain("calculated by logins + calls");
    }

    [Fact]
    public async Task RetiredMetric_TakesItsReadings_WithAWarning()
    {
        await tester.RowsAsync("insert into metric (key, name, kind, freshness, unit, description, higher_is_better, is_leading, retired_on) values ('logins', 'Logins', 1, 3, '', '', true, true, '2024-05-01') returning id");
        var report = await tester.TextAsync(ImportKind.Readings, "account,metric,day,value\nA,logins,2024-06-01,1\n", Long);
        (report.IsWritten, report.Added).Should().Be((true, 1));
        report.Reasons.Should().Equal(new Dictionary<ProblemReason, long> { [ProblemReason.RetiredMetric] = 1 });
    }

    [Fact]
    public async Task WideFile_HasAColumnPerMetric()
    {
        const string map = """
            { "fields": { "account": "id", "day": { "column": "week", "plus_days": 6 } }, "unknown_accounts": "create", "unknown_metrics": "create",
              "metrics": { "logins": { "column": "Logins", "kind": "count", "freshness": 8 }, "seats_used": { "column": "Seats", "kind": "gauge", "unit": "%" }, "rows": { "value": "count of rows" } } }
            """;
        var report = await tester.TextAsync(ImportKind.Readings, "id,week,Logins,Seats\nA,2024-01-01,5,45%\nA,2024-01-08,7,\n", map);
        report.Reasons.Should().Equal(new Dictionary<ProblemReason, long> { [ProblemReason.NoReading] = 1 });
        (await tester.RowsAsync("select m.key, r.day, r.value from reading r join metric m on m.id = metric_id order by 1, 2")).Should().Equal(
            "logins|2024-01-07|5", "logins|2024-01-14|7", "rows|2024-01-07|1", "rows|2024-01-14|1", "seats_used|2024-01-07|45");
        (await tester.RowsAsync("select key, kind, freshness, unit from metric order by 1")).Should().Equal("logins|1|8|", "rows|1|3|", "seats_used|2|90|%");
    }

    [Theory]
    [InlineData("sum", "6")]
    [InlineData("mean", "2")]
    [InlineData("last", "3")]
    public async Task RowsOfOneDay_AreMergedAsTheMappingSays(string repeats, string expected)
    {
        await tester.TextAsync(ImportKind.Readings, "account,metric,day,value\nA,m,2024-01-01,1\nA,m,2024-01-01,2\nA,m,2024-01-01,3\n", Long.Insert(1, $" \"repeats\": \"{repeats}\","));
        (await tester.RowsAsync("select value from reading")).Should().Equal(expected);
    }

    [Fact]
    public async Task RowsOfOneDay_AreRefusedByDefault()
    {
        var report = await tester.TextAsync(ImportKind.Readings, "account,metric,day,value\nA,m,2024-01-01,1\nB,m,2024-01-01,2\nA,m,2024-01-01,3\n", Long);
        report.Problems.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Row = 4, Column = "day", Reason = ProblemReason.Repeated });
        report.Problems[0].Message.Should().Contain("Row 2");
        (await tester.CountAsync("account")).Should().Be(0);
    }

    [Fact]
    public async Task SameFile_ChangesNothingTheSecondTime()
    {
        const string text = "account,metric,day,value\nA,m,2024-01-01,1\nB,m,2024-02-01,0.1\nB,n,2024-02-01,-7\n";
        (await tester.TextAsync(ImportKind.Readings, text, Long)).Added.Should().Be(3);
        var before = await tester.DumpAsync();
        (await tester.TextAsync(ImportKind.Readings, text, Long)).Should().BeEquivalentTo(new { Added = 0L, Changed = 0L, Unchanged = 3L });
        (await tester.DumpAsync()).Should().Be(before);
        (await tester.TextAsync(ImportKind.Readings, text.Replace("0.1", "0.2", StringComparison.Ordinal), Long)).Should().BeEquivalentTo(new { Added = 0L, Changed = 1L, Unchanged = 2L });
    }

    [Fact]
    public async Task FileWithBadRows_IsRefusedWholeWithEachRowAndColumn()
    {
        var text = new StringBuilder("account,metric,day,value\n");
        var bad = new List<(int Row, string Column)>();
        for (var row = 2; row <= 10_001; row++)
        {
            var (day, value) = ("2024-01-01", "5");
            if (row % 277 == 0)
            {
                if (row % 2 == 0) day = "2024-13-01";
                else value = "five";
                bad.Add((row, row % 2 == 0 ? "day" : "value"));
            }

            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"A{row},logins,{day},{value}\n");
        }

        bad.Add((5_002, "account"));
        bad.Sort();
        var report = await tester.TextAsync(ImportKind.Readings, text.ToString().Replace("A5002,", ",", StringComparison.Ordinal), Long);
        bad.Should().HaveCount(37);
        report.Errors.Should().Be(37);
        report.Problems.Select(p => (p.Row, p.Column!)).Should().Equal(bad);
        report.IsWritten.Should().BeFalse();
        (await tester.CountAsync("account") + await tester.CountAsync("reading_month") + await tester.CountAsync("metric")).Should().Be(0);
        (await tester.List.RunAsync(ImportTester.Ops, 10, default)).Value!.Should().ContainSingle().Which
            .Should().BeEquivalentTo(new { Kind = "readings", Rows = 10_000L, Errors = 37L, Succeeded = false, RequestedBy = "Olga Ops" });
    }

    [Fact]
    public async Task Dates_OfEitherOrder_AreAskedAbout()
    {
        const string text = "account,metric,day,value\nA,m,03/04/2024,1\nA,m,05/06/2024,1\n";
        var report = await tester.TextAsync(ImportKind.Readings, text, Long);
        report.Problems.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Row = 2, Column = "day", Value = "03/04/2024", Reason = ProblemReason.AmbiguousDates });
        report.Problems[0].Message.Should().Contain("\"dates\": \"day-first\" or \"month-first\"");
        await tester.TextAsync(ImportKind.Readings, text, Long.Insert(1, """ "dates": "month-first","""));
        (await tester.RowsAsync("select day from reading order by 1")).Should().Equal("2024-03-04", "2024-05-06");
    }

    [Fact]
    public async Task Decimals_ThatMayBeThousands_AreAskedAbout()
    {
        const string text = "account;metric;day;value\nA;m;2024-03-04;1,234\n";
        (await tester.TextAsync(ImportKind.Readings, text, Long)).Problems.Should().ContainSingle().Which.Reason.Should().Be(ProblemReason.AmbiguousDecimals);
        await tester.TextAsync(ImportKind.Readings, text, Long.Insert(1, """ "decimal": ",","""));
        (await tester.RowsAsync("select value from reading")).Should().Equal("1.234");
    }

    [Fact]
    public async Task Strangers_AreRefusedUnlessTheMappingMakesThem()
    {
        await tester.TextAsync(ImportKind.Accounts, "account,start\nA,2024-01-01\n");
        var report = await tester.TextAsync(ImportKind.Readings, "account,metric,day,value\nA,m,2024-01-01,1\nB,m,2024-01-01,2\nB,m,2024-01-02,2\n");
        report.Problems.Select(p => (p.Row, p.Column, p.Value, p.Reason)).Should().Equal(
            (2, "metric", "m", ProblemReason.UnknownMetric), (3, "account", "B", ProblemReason.UnknownAccount), (3, "metric", "m", ProblemReason.UnknownMetric),
            (4, "account", "B", ProblemReason.UnknownAccount), (4, "metric", "m", ProblemReason.UnknownMetric));
        report = await tester.TextAsync(ImportKind.Readings, "account,day,m\nA,2024-01-01,1\n");
        report.Problems.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Row = 1, Column = "m", Reason = ProblemReason.UnknownMetric });
    }

    [Fact]
    public async Task OddRows_AreImportedAndReported()
    {
        await tester.TextAsync(ImportKind.Accounts, "account,start,churned\nA,2024-02-01,2024-05-31\n");
        var report = await tester.TextAsync(ImportKind.Readings,
            "event_id,account,metric,day,value,s,e\n1,A,m,2024-01-31,1,2024-01-01,\n2,A,m,2024-06-01,1,,2024-05-01\n2,A,m,2024-09-01,1,,\n3,A,m,2024-03-01,,,\n",
            Long.Replace("\"day\": \"day\",", "\"day\": \"day\", \"id\": \"event_id\", \"not_before\": \"s\", \"not_after\": \"e\",", StringComparison.Ordinal));
        report.IsWritten.Should().BeTrue();
        report.Added.Should().Be(3);
        report.Reasons.Should().Equal(new Dictionary<ProblemReason, long>
        {
            [ProblemReason.BeforeStart] = 1, [ProblemReason.AfterChurn] = 2, [ProblemReason.OutsideSpan] = 1, [ProblemReason.InFuture] = 1, [ProblemReason.RepeatedId] = 1, [ProblemReason.NoReading] = 1,
        });
    }

    [Fact]
    public async Task Values_ThatNoReadingMayHave_AreErrors()
    {
        const string map = """{ "fields": { "account": "account", "metric": "metric", "day": "day", "value": { "column": "value", "multiply": 1000000 } }, "unknown_accounts": "create", "unknown_metrics": "create", "new_metrics": { "kind": "gauge" } }""";
        var report = await tester.TextAsync(ImportKind.Readings, "account,metric,day,value\nA,m,1989-12-31,1\nA,m,2024-01-01,1e308\nA,9,2024-01-01,1\n", map);
        report.Problems.Select(p => (p.Row, p.Column, p.Reason)).Should().Equal((2, "day", ProblemReason.DayOutOfRange), (3, "value", ProblemReason.NumberOutOfRange), (4, "metric", ProblemReason.UnknownMetric));
    }

    [Fact]
    public async Task File_ThatIsDamaged_IsRefusedAndRecorded()
    {
        using var file = new TempFile("account,metric,day,value\nA,m,2024-01-01,\"" + new string('x', 9_000_000));
        (await tester.RunAsync(ImportKind.Readings, file.Path, Long)).Errors.Should().ContainSingle().Which.Code.Should().Be("file_broken");
        (await tester.List.RunAsync(ImportTester.Ops, 10, default)).Value!.Should().ContainSingle().Which.Details.Message.Should().Contain("damaged");
        var mapping = MappingJson.Read(Long).Value;
        (await tester.Preview.RunAsync(ImportTester.Ops, new(ImportKind.Readings, file.Path, "x.csv", mapping), null, default)).Errors.Should().ContainSingle().Which.Code.Should().Be("file_broken");
    }

    [Fact]
    public async Task DryRun_ChecksEverythingAndWritesNothing()
    {
        var report = await tester.TextAsync(ImportKind.Readings, "account,metric,day,value\nA,m,2024-01-01,1\n", Long, isDryRun: true);
        report.Should().BeEquivalentTo(new { IsDryRun = true, IsWritten = false, Added = 1L, Errors = 0L });
        (await tester.DumpAsync()).Should().BeEmpty();
        (await tester.List.RunAsync(ImportTester.Ops, 10, default)).Value!.Should().ContainSingle().Which.IsDryRun.Should().BeTrue();
    }

    [Fact]
    public async Task Cancelling_InTheMiddle_LeavesNothing()
    {
        using var file = new TempFile(ManyReadings(60_000));
        foreach (var stage in new[] { ImportStage.Checking, ImportStage.Writing })
        {
            using var cancel = new CancellationTokenSource();
            var run = () => tester.RunAsync(ImportKind.Readings, file.Path, Long, progress: new CancelAt(stage, cancel), ct: cancel.Token);
            await run.Should().ThrowAsync<OperationCanceledException>();
            (await tester.DumpAsync()).Should().BeEmpty();
        }

        (await tester.List.RunAsync(ImportTester.Ops, 10, default)).Value!.Should().HaveCount(2).And.OnlyContain(r => !r.Succeeded && r.Details.Message!.StartsWith("Cancelled"));
    }

    [Fact]
    public async Task ImportsAtTheSameTime_GiveWhatOneAfterTheOtherGives()
    {
        var texts = Enumerable.Range(0, 4).Select(i => ManyReadings(3_000 + i)).ToArray();
        var reports = await Task.WhenAll(texts.Select(t => tester.TextAsync(ImportKind.Readings, t, Long)));
        reports.Should().OnlyContain(r => r.IsWritten);
        var together = await tester.DumpAsync();
        await tester.ResetAsync();
        foreach (var text in texts) await tester.TextAsync(ImportKind.Readings, text, Long);
        (await tester.DumpAsync()).Should().Be(together);
    }

    [Fact]
    public async Task Rows_BeyondTheLimit_AreRefused()
    {
        using var file = new TempFile(ManyReadings(11));
        var result = await new ImportTester(database, new IngestLimits { Rows = 10 }).RunAsync(ImportKind.Readings, file.Path, Long);
        result.Errors.Should().ContainSingle().Which.Code.Should().Be("file_too_large");
    }

    [Fact]
    public async Task Actor_WithoutThePermission_IsRefused()
    {
        using var file = new TempFile(ManyReadings(1));
        foreach (var actor in new[] { ImportTester.Ops with { Role = Domain.Primitives.Role.Csm }, ImportTester.Ops with { OnlyOwn = true } })
            (await tester.RunAsync(ImportKind.Readings, file.Path, Long, actor: actor)).Errors.Should().ContainSingle().Which.Code.Should().Be("forbidden");
        (await tester.CountAsync("import_run")).Should().Be(0);
    }

    [Fact]
    public async Task HostileText_StaysText()
    {
        const string name = "=cmd|' /C calc'!A0<script>alert(1)</script>'; drop table account; --";
        await tester.TextAsync(ImportKind.Readings, $"account,metric,day,value\n\"{name}\",m,2024-01-01,1\n", Long);
        (await tester.RowsAsync("select external_id from account")).Should().Equal(name);
    }

    [Fact]
    public async Task Freshness_TellsLateSources()
    {
        await tester.TextAsync(ImportKind.Readings, "account,metric,day,value\nA,logins,2024-06-30,5\nB,logins,2024-06-30,1\nA,tickets,2024-06-28,1\nA,score,2024-01-01,0.5\n", Long);
        (await tester.Freshness.RunAsync(ImportTester.Ops, default)).Value!.Select(f => (f.Key, f.Age, f.Accounts, f.IsLate)).Should()
            .Equal(("score", 182, 1L, true), ("tickets", 3, 1L, true), ("logins", 1, 2L, false));
    }

    [Fact]
    public async Task Values_ForDaysThatAreScored_AreToldAndCounted()
    {
        (await tester.TextAsync(ImportKind.Readings, "account,metric,day,value\nA,logins,2024-05-31,5\nA,logins,2024-06-01,5\n", Long)).Late.Should().Be(0);
        await tester.RowsAsync(
            """
            insert into scoring_run (trigger, from_day, to_day, is_provisional, month_ends_only, requested_by, requested_at, status, token, accounts_total, accounts_done, scores_written, cancel_requested)
            values (3, '2024-05-31', '2024-06-29', false, false, '', now(), 3, 1, 0, 0, 0, false)
            """);

        var report = await tester.TextAsync(ImportKind.Readings, "account,metric,day,value\nA,logins,2024-05-30,1\nA,logins,2024-05-31,6\nA,logins,2024-06-01,5\nA,logins,2024-06-02,1\nA,logins,2024-06-30,1\n", Long);

        report.Late.Should().Be(2);
        (await tester.List.RunAsync(ImportTester.Ops, 2, default)).Value!.Select(i => i.Details.Late).Should().Equal(2, 0);
        (await tester.Freshness.RunAsync(ImportTester.Ops, default)).Value!.Single().AfterScoring.Select(l => (l.Month, l.Added, l.Corrected, l.Removed))
            .Should().Equal((new DateOnly(2024, 6, 1), 1L, 0L, 0L), (new DateOnly(2024, 5, 1), 0L, 1L, 0L));
    }

    private static string ManyReadings(int count)
    {
        var text = new StringBuilder("account,metric,day,value\n");
        for (var i = 0; i < count; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"A{i % 100},m{i / 100 % 5},{new DateOnly(2023, 1, 1).AddDays(i / 500):yyyy-MM-dd},{i % 13}\n");
        return text.ToString();
    }

    private sealed class CancelAt(ImportStage stage, CancellationTokenSource cancel) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Stage == stage && value.Rows > 0) cancel.Cancel();
        }
    }
}
