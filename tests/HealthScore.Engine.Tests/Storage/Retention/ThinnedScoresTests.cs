using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Reports;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage.Retention;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HealthScore.Engine.Tests.Storage.Retention;

/// <summary>Of months that are out, each account's last score of each kind stays, and everything that reads history goes on.</summary>
public sealed class ThinnedScoresTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly First = new(2025, 10, 14);
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);
    private static readonly DateOnly DailyFrom = new(2025, 12, 1);

    public async Task InitializeAsync()
    {
        await demo.ForgetAsync();
        await demo.DoAsync("truncate thinned_month");
        (await demo.BackFillAsync(First, Yesterday)).Status.Should().Be(RunStatus.Finished);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Months_ThatAreOut_KeepTheLastScoreOfEachAccountAndKind()
    {
        var (expected, portfolio, partitions) = (await ExpectedAsync(), await PortfolioAsync(), await PartitionsAsync());

        (await ThinAsync()).Should().Be(2);

        (await ScoresAsync()).Should().Be(expected);
        (await PortfolioAsync()).Should().Be(portfolio, "counts stay daily");
        (await PartitionsAsync()).Should().Be(partitions);
        (await demo.CountAsync("select count(*) from score where day < '2025-12-01' and day not in ('2025-10-31', '2025-11-30')")).Should().BeGreaterThan(0, "some accounts left within a month");
        await using var db = demo.Database();
        (await db.ThinnedMonths.OrderBy(m => m.Month).Select(m => m.Month).ToListAsync()).Should().Equal(new DateOnly(2025, 10, 1), new DateOnly(2025, 11, 1));
    }

    [Fact]
    public async Task Months_ThatAreThinned_AreLeftAlone()
    {
        await ThinAsync();
        const string Tables = "select sum(c.oid::bigint) from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'score'::regclass";
        var before = await TextAsync(Tables);

        (await ThinAsync()).Should().Be(0);

        (await TextAsync(Tables)).Should().Be(before);
    }

    [Fact]
    public async Task Thinning_WhileSomebodyReads_WaitsWithoutHoldingUpTheOthers()
    {
        await using var connection = await demo.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var read = connection.CreateCommand())
        {
            read.CommandText = "select count(*) from score";
            await read.ExecuteScalarAsync();
        }

        var thinning = ThinAsync();
        for (var i = 0; i < 5; i++)
        {
            await demo.CountAsync("select count(*) from score where day = '2026-03-17'").WaitAsync(TimeSpan.FromSeconds(10));
            await Task.Delay(300);
        }

        thinning.IsCompleted.Should().BeFalse();
        await transaction.RollbackAsync();
        (await thinning.WaitAsync(TimeSpan.FromSeconds(30))).Should().Be(2);
    }

    [Fact]
    public async Task Thinning_WhileARunWaitsForTheMonth_LeavesItForTheNextNight()
    {
        var before = await ScoresAsync();
        var id = (await demo.Get<StartRun>().BackFillAsync(Actor.System, First, Yesterday, default)).Value;

        (await ThinAsync()).Should().Be(0);

        (await ScoresAsync()).Should().Be(before);
        await demo.FinishAsync(id);
        (await ThinAsync()).Should().Be(2);
    }

    [Fact]
    public async Task Thinning_Stopped_ChangesNothing()
    {
        var before = await ScoresAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        try
        {
            await History().RunAsync(DemoRuns.Today, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // What was done in whole months stays; the rest is as before.
        }

        await using var db = demo.Database();
        if (!await db.ThinnedMonths.AnyAsync()) (await ScoresAsync()).Should().Be(before);
        (await demo.CountAsync("select count(*) from pg_class where relname like 'score%thin'")).Should().Be(0);
        await ThinAsync();
        (await db.ThinnedMonths.CountAsync()).Should().Be(2);
    }

    [Fact]
    public async Task BackFill_OfThinnedDays_IsRefusedExceptForMonthEnds()
    {
        await ThinAsync();
        var before = await ScoresAsync();
        var start = demo.Get<StartRun>();

        (await start.BackFillAsync(Actor.System, new(2025, 11, 12), Yesterday, default)).Errors.Should().ContainSingle(e => e.Code == "days_thinned");
        (await demo.BackFillMonthEndsAsync(First, Yesterday)).ScoresWritten.Should().Be(0);
        (await demo.BackFillAsync(new(2025, 11, 30), Yesterday)).ScoresWritten.Should().Be(0);

        (await ScoresAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Run_ThatFailedBeforeItsDaysWereThinned_CannotGoOn()
    {
        var id = (await demo.Get<StartRun>().BackFillAsync(Actor.System, First, Yesterday, default)).Value;
        (await demo.Get<CancelRun>().RunAsync(Actor.System, id, default)).IsOk.Should().BeTrue();
        await ThinAsync();

        (await demo.Get<CancelRun>().RetryAsync(Actor.System, id, default)).Errors.Should().ContainSingle(e => e.Code == "days_thinned");
    }

    [Fact]
    public async Task Reports_OfThinnedMonths_SayTheSame()
    {
        var months = Enumerable.Range(0, 6).Select(i => Month.Of(new DateOnly(2025, 10, 1).AddMonths(i))).ToList();
        var (ends, moves) = await ReportAsync();

        await ThinAsync();

        var (endsAfter, movesAfter) = await ReportAsync();
        endsAfter.Should().Equal(ends);
        movesAfter.Select(m => $"{m}").Order().Should().Equal(moves.Select(m => $"{m}").Order());

        async Task<(List<MonthEnd>, List<MoveFact>)> ReportAsync()
        {
            var found = await ReportSql.MonthEndsAsync(demo.Source, ScoreKind.Health, months, DemoRuns.Today, default);
            return (found, await ReportSql.MovesAsync(demo.Source, ScoreKind.Health, [.. found.Zip(found.Skip(1))], null, default));
        }
    }

    [Fact]
    public async Task Score_OfAThinnedDay_IsTheLastOneBeforeIt()
    {
        await ThinAsync();
        await using var db = demo.Database();
        var account = await db.Scores.Where(s => s.Day == new DateOnly(2025, 10, 31)).Select(s => s.AccountId).FirstAsync();

        var read = demo.Get<ReadScore>();

        (await read.RunAsync(Actor.System, account, ScoreKind.Health, new(2025, 11, 12), new(2025, 10, 20), CultureInfo.InvariantCulture, default)).Value!.Day.Should().Be(new DateOnly(2025, 10, 31));
        (await read.RunAsync(Actor.System, account, ScoreKind.Health, new(2025, 10, 20), new(2025, 9, 20), CultureInfo.InvariantCulture, default)).IsOk.Should().BeFalse();

        // A month whose last days no run has scored ends with the last one that was.
        await demo.DoAsync("delete from portfolio_day where day = '2025-10-31'; update score set day = '2025-10-30' where day = '2025-10-31'");
        foreach (var day in (DateOnly[])[new(2025, 10, 30), new(2025, 10, 31), new(2025, 11, 12)])
            (await read.RunAsync(Actor.System, account, ScoreKind.Health, day, new(2025, 10, 20), CultureInfo.InvariantCulture, default)).Value!.Day.Should().Be(new DateOnly(2025, 10, 30));
    }

    [Theory]
    [InlineData("2026-11-22", 13, "2025-10-01")]
    [InlineData("2026-12-01", 13, "2025-11-01")]
    [InlineData("2026-03-31", 13, "2025-02-01")]
    [InlineData("2026-03-31", 3, "2025-12-01")]
    public void Days_AreKeptForWholeMonths(string today, int months, string from) =>
        new RetentionOptions { DailyScoreMonths = months }.DailyScoresFrom(DateOnly.Parse(today, CultureInfo.InvariantCulture)).Should().Be(DateOnly.Parse(from, CultureInfo.InvariantCulture));

    private KeepHistory History() => new(demo.Source, Options.Create(new RetentionOptions { DailyScoreMonths = 3 }), TimeProvider.System, NullLogger<KeepHistory>.Instance);

    private Task<int> ThinAsync() => History().RunAsync(DemoRuns.Today, default);

    private Task<string> ScoresAsync() => demo.HashAsync(First, Yesterday);

    private Task<string> ExpectedAsync() => TextAsync(
        $"""
        select md5(string_agg(md5(s::text), '' order by account_id, kind, day)) from (
            select * from (select distinct on (account_id, kind, date_trunc('month', day)) * from score where day < '{DailyFrom:yyyy-MM-dd}' order by account_id, kind, date_trunc('month', day), day desc) kept
            union all select * from score where day >= '{DailyFrom:yyyy-MM-dd}') s
        """);

    private Task<string> PortfolioAsync() => TextAsync("select md5(string_agg(p::text, ',' order by p::text)) from portfolio_day p");

    private Task<string> PartitionsAsync() => TextAsync(
        """
        select string_agg(c.relname || pg_get_expr(c.relpartbound, c.oid) || (select count(*) from pg_index x where x.indrelid = c.oid) || (select count(*) from pg_constraint x where x.conrelid = c.oid), ',' order by c.relname)
        from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'score'::regclass
        """);

    private async Task<string> TextAsync(string sql)
    {
        await using var command = demo.Source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }
}
