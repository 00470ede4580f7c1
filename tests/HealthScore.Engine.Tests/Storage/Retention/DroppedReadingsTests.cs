using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Retention;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HealthScore.Engine.Tests.Storage.Retention;

/// <summary>Readings go by whole months, and what they told of an account's life stays known.</summary>
public sealed class DroppedReadingsTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    private const int Months = 4;
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);
    private static readonly DateOnly KeptFrom = new(2025, 11, 1);

    [Fact]
    public async Task Readings_OfMonthsThatAreOut_GoAndTheScoresAreTheSame()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        // Some models of health and expansion look back further than what is kept here.
        const string Scores = "select md5(string_agg(md5(s::text), '' order by account_id, kind)) from score s where kind = 2";
        var scores = await TextAsync(Scores);
        const string Kept = "select md5(string_agg(md5(r::text), '' order by account_id, month)) from reading_month r where month >= '2025-11-01'";
        const string Known = "select md5(string_agg(t::text, '' order by t::text)) from (select a.id, a.first_reading, g.metric_id, g.day from account a left join gauge_start g on g.account_id = a.id) t";
        var (kept, known) = (await TextAsync(Kept), await TextAsync(Known));

        (await DropAsync()).Should().Be(2);
        (await DropAsync()).Should().Be(0);

        (await TextAsync(Kept)).Should().Be(kept);
        (await TextAsync(Known)).Should().Be(known);
        (await TextAsync("select min(month)::text from reading_month")).Should().Be("2025-11-01");
        (await TextAsync("select min(day)::text from metric_day")).Should().Be("2025-11-01");
        await demo.ForgetAsync();
        await demo.BackFillAsync(Yesterday, Yesterday);
        (await TextAsync(Scores)).Should().Be(scores);

        await StartsOfGaugesOutliveARemovalAsync();
        await BackFillThatLooksBackTooFarIsRefusedAsync();
    }

    private async Task StartsOfGaugesOutliveARemovalAsync()
    {
        await using var connection = await demo.Source.OpenConnectionAsync();
        long account;
        short metric;
        await using (var find = new Npgsql.NpgsqlCommand("select account_id, metric_id from gauge_start where day < $1 order by 1, 2 limit 1", connection) { Parameters = { new() { Value = KeptFrom } } })
        await using (var found = await find.ExecuteReaderAsync())
        {
            await found.ReadAsync();
            (account, metric) = (found.GetInt64(0), found.GetInt16(1));
        }

        var start = await TextAsync($"select day::text from gauge_start where account_id = {account} and metric_id = {metric}");
        var readings = (await new ReadingStore(demo.Source).ReadAccountAsync(connection, account, ReadingStore.FirstDay, Yesterday)).Where(r => r.MetricId == metric).Select(r => r with { Value = double.NaN }).ToArray();
        readings.Should().NotBeEmpty();
        await using var transaction = await connection.BeginTransactionAsync();
        await new ReadingStore(demo.Source).WriteAsync(transaction, readings);
        await transaction.CommitAsync();

        (await TextAsync($"select day::text from gauge_start where account_id = {account} and metric_id = {metric}")).Should().Be(start, "a gauge that was there once is stale, not missing");
    }

    private async Task BackFillThatLooksBackTooFarIsRefusedAsync()
    {
        await using var db = demo.Database();
        var run = new ScoringRun { Trigger = RunTrigger.BackFill, From = Yesterday, To = Yesterday, RequestedBy = Actor.System.Name };

        (await Kept(Months).RefuseAsync(db, run, default))!.Code.Should().Be("readings_gone");
        (await Kept(Months + 4).RefuseAsync(db, run, default)).Should().BeNull();

        KeptDays Kept(int months) => new(Options.Create(new RetentionOptions { ReadingMonths = months }), demo.Get<HealthScore.Engine.Organisation.OrganisationClock>());
    }

    private Task<int> DropAsync() => new KeepHistory(demo.Source, Options.Create(new RetentionOptions { ReadingMonths = Months }), TimeProvider.System, NullLogger<KeepHistory>.Instance).RunAsync(DemoRuns.Today, default);

    private async Task<string> TextAsync(string sql)
    {
        await using var command = demo.Source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture)!;
    }
}
