using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Metrics;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Tests.Scoring.Models;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Tests.Metrics;

/// <summary>Metrics made, changed, retired and revived. Changes wait for each other by <see cref="MetricSql"/>.</summary>
public sealed class MetricCatalogueTests(ModelDesk desk) : IClassFixture<ModelDesk>
{
    [Fact]
    public async Task Save_OfANewMetric_KeepsAllThatIsSaid()
    {
        var input = new MetricInput("exports", " Exports ")
        {
            Kind = MetricKind.Gauge, Freshness = 14, Unit = "files", Description = "Files taken out.", HigherIsBetter = false, IsLeading = false, IsInfluenceable = true, Evidence = "Rises before they leave.", Playbook = "https://wiki.example/exports",
        };
        (await SaveAsync(input, null)).Message.Should().BeNull();
        var view = await ReadAsync("exports");
        view.Metric.Should().BeEquivalentTo(new
        {
            Name = "Exports", Kind = MetricKind.Gauge, Freshness = 14, Unit = "files", Description = "Files taken out.", HigherIsBetter = false, IsLeading = false, IsInfluenceable = (bool?)true,
            Evidence = "Rises before they leave.", Playbook = "https://wiki.example/exports", Expression = (string?)null, RetiredOn = (DateOnly?)null, ChangedBy = "Dana",
        });
        (view.Freshness.Age, view.Uses.Count).Should().Be((null, 0));

        (await SaveAsync(input with { Name = "Exported files", Freshness = null }, view.Metric.Revision)).Message.Should().BeNull();
        (await ReadAsync("exports")).Metric.Should().BeEquivalentTo(new { Name = "Exported files", Freshness = 90 });
    }

    [Theory]
    [InlineData("logins", "x", 3, "key_taken", "Key")]
    [InlineData("Logins", "x", 3, "bad_key", "Key")]
    [InlineData("", "x", 3, "bad_key", "Key")]
    [InlineData("fresh_key", " ", 3, "no_name", "Name")]
    [InlineData("fresh_key", "x", 0, "out_of_range", "Freshness")]
    [InlineData("fresh_key", "x", 401, "out_of_range", "Freshness")]
    public async Task Save_OfBadInput_IsRefusedAtTheField(string key, string name, int freshness, string code, string field)
    {
        var saved = await SaveAsync(new(key, name) { Freshness = freshness }, null);
        saved.Errors.Should().ContainSingle(e => e.Code == code && e.Field == field);
    }

    // The retirement has been decided, and is not committed yet: whoever publishes meanwhile must wait for it and see it.
    [Theory]
    [InlineData("publish")]
    [InlineData("roll back")]
    [InlineData("import")]
    public async Task Retirement_UnderWay_IsWaitedForByWhoeverPublishes(string door)
    {
        var kind = door == "publish" ? ScoreKind.Health : door == "import" ? ScoreKind.Risk : ScoreKind.Expansion;
        var key = "fading_" + door.Replace(' ', '_');
        (await SaveAsync(new(key, "Fading") { Kind = MetricKind.Gauge }, null)).Message.Should().BeNull();
        var definition = new ModelDefinition { Dimensions = [new("Use", 1, [new() { Id = "fading", Source = new MetricSource(key, Aggregation.Last, 28), Curve = new PointsCurve(new(0, 0), new(9, 100)) }])] };
        var draft = await desk.DraftAsync(kind, desk.Small, desk.Live, definition);
        if (door == "roll back")
        {
            await desk.PublishAsync(draft, "first");
            await desk.PublishAsync(await desk.ChangeAsync(draft.Model.Id, ModelDesk.Definition()), "second");
        }

        await using var connection = await desk.The<NpgsqlDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await DoAsync($"select pg_advisory_xact_lock(hashtext('metric')); update metric set retired_on = '2026-03-11' where key = '{key}'");
        var publishing = Task.Run<IReadOnlyList<Error>>(async () => door switch
        {
            "publish" => (await desk.PublishAsync(draft, "meanwhile")).Errors,
            "roll back" => (await desk.The<RollBack>().RunAsync(ModelDesk.Ops, draft.Model.Id, 1, 2, "meanwhile", default)).Errors,
            _ => (await desk.The<ImportModel>().RunAsync(ModelDesk.Ops, new StringReader(ModelJson.Write(new(kind, "Small", "Live", definition))), new(PublishReason: "meanwhile"), default)).Errors,
        });
        await Eventually.IsAsync(async () => publishing.IsCompleted || await WaitsAsync(), "it waits for the retirement");
        publishing.IsCompleted.Should().BeFalse("it waits for what the retirement comes to");
        await transaction.CommitAsync();

        (await publishing).Should().Contain(e => e.Code == "retired_metric");

        async Task DoAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync();
        }

        async Task<bool> WaitsAsync()
        {
            await using var command = desk.The<NpgsqlDataSource>().CreateCommand("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')");
            return (bool)(await command.ExecuteScalarAsync())!;
        }
    }

    [Fact]
    public async Task Save_OfACalculatedMetric_ChecksItsExpression()
    {
        var refused = await SaveAsync(new("load", "Load") { Expression = "logins + seats" }, null);
        refused.Errors.Should().ContainSingle(e => e.Code == "kinds_mixed" && e.Field == "Expression" && e.Message.StartsWith("At character 1: ", StringComparison.Ordinal));
        (await SaveAsync(new("load", "Load") { Expression = " rolling(logins, 7, sum) / seats " }, null)).Message.Should().BeNull();
        var view = await ReadAsync("load");
        (view.Metric.Kind, view.Metric.Expression).Should().Be((MetricKind.Gauge, "rolling(logins, 7, sum) / seats"));
        view.From.Select(m => m.Key).Should().Equal("logins", "seats");
        (await ReadAsync("seats")).For.Select(m => m.Key).Should().Contain("load");

        (await SaveAsync(new("load", "Load") { Expression = "logins * 2" }, view.Metric.Revision)).Errors.Should().ContainSingle(e => e.Code == "kind_fixed");
        (await SaveAsync(new("load", "Load"), view.Metric.Revision)).Errors.Should().ContainSingle(e => e.Code == "origin_fixed");
        (await SaveAsync(new("seats", "Seats") { Expression = "load * 2" }, (await ReadAsync("seats")).Metric.Revision)).Errors.Should().ContainSingle(e => e.Code == "origin_fixed");
        (await SaveAsync(new("load", "Load") { Expression = "rolling(logins, 400, sum) / seats" }, view.Metric.Revision)).Message.Should().BeNull();
        (await SaveAsync(new("smooth", "Smooth") { Expression = "rolling(load, 3, mean)" }, null)).Errors.Should().ContainSingle(e => e.Code == "too_far_back");
    }

    [Fact]
    public async Task Save_ThatBreaksWhatIsCalculatedFromIt_IsRefusedAndNamesIt()
    {
        await SaveAsync(new("inner", "Inner") { Expression = "rolling(logins, 7, sum)" }, null);
        await SaveAsync(new("outer", "Outer") { Expression = "rolling(inner, 300, mean)" }, null);
        var saved = await SaveAsync(new("inner", "Inner") { Expression = "rolling(logins, 200, sum)" }, (await ReadAsync("inner")).Metric.Revision);
        saved.Errors.Should().ContainSingle(e => e.Code == "breaks_other" && e.Message.StartsWith("Outer (outer) could no longer be calculated", StringComparison.Ordinal));
        (await SaveAsync(new("inner", "Inner") { Expression = "rolling(outer, 2, sum)" }, (await ReadAsync("inner")).Metric.Revision)).Errors.Should().Contain(e => e.Code == "circle");
    }

    [Fact]
    public async Task Save_BySecondOfTwo_IsTold_AndLosesNothing()
    {
        await SaveAsync(new("shared", "Shared"), null);
        var revision = (await ReadAsync("shared")).Metric.Revision;
        (await desk.The<SaveMetric>().RunAsync(ModelDesk.OtherOps, new("shared", "Kim's"), revision, default)).Message.Should().BeNull();
        var late = await SaveAsync(new("shared", "Dana's"), revision);
        late.Errors.Should().ContainSingle(e => e.Code == "metric_overtaken" && e.Message.Contains("Kim changed this metric on ", StringComparison.Ordinal));
        (await ReadAsync("shared")).Metric.Name.Should().Be("Kim's");
        (await desk.The<RetireMetric>().RunAsync(ModelDesk.Ops, "shared", revision, default)).Errors.Should().ContainSingle(e => e.Code == "metric_overtaken");
    }

    [Fact]
    public async Task Save_OfManyAtOnce_LosesNone()
    {
        await SaveAsync(new("busy", "Busy"), null);
        var revision = (await ReadAsync("busy")).Metric.Revision;
        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => SaveAsync(new("busy", $"Busy {i}"), revision))));
        saved.Count(s => s.IsOk).Should().Be(1);
        saved.Where(s => !s.IsOk).Should().OnlyContain(s => s.Errors[0].Code == "metric_overtaken");
    }

    [Fact]
    public async Task Retire_OfWhatIsInUse_IsRefusedAndSaysByWhat()
    {
        await SaveAsync(new("calls", "Calls"), null);
        await SaveAsync(new("double", "Double") { Expression = "calls * 2" }, null);
        (await RetireAsync("calls")).Message.Should().Be("Double is calculated from Calls. Change or retire that first.");

        var model = await desk.PublishedAsync(ScoreKind.Expansion, null, null, Using("double"));
        (await ReadAsync("calls")).Uses.Should().ContainSingle(u => u.ModelId == model.Model.Id && u.IsPublished && u.Through == "double");
        (await RetireAsync("double")).Message.Should().Be($"Double is used by {model.Model.Name}, which scores accounts. Take the measure out there and publish, then retire it.");
        (await RetireAsync("calls")).Errors.Should().ContainSingle(e => e.Code == "metric_in_use");

        (await desk.PublishAsync(await desk.ChangeAsync(model.Model.Id, Using("logins")), "Fewer")).Message.Should().BeNull();
        (await RetireAsync("double")).Message.Should().BeNull("what an old version says no longer scores");
        (await RetireAsync("calls")).Message.Should().BeNull();

        var draft = await desk.ChangeAsync(model.Model.Id, Using("calls"));
        (await desk.PublishAsync(draft, "Back")).Errors.Should().ContainSingle(e => e.Code == "retired_metric" && e.Field == "dimensions[0].measures[0].metric" && e.Message.Contains("revive it", StringComparison.Ordinal));
        (await desk.The<RollBack>().RunAsync(ModelDesk.Ops, model.Model.Id, 1, 2, "Back", default)).Errors.Should().ContainSingle(e => e.Code == "retired_metric");
        (await ReadAsync("calls")).Uses.Should().ContainSingle(u => !u.IsPublished);

        (await ReviveAsync("double")).Errors.Should().ContainSingle(e => e.Code == "retired_metric", "it is calculated from a retired one");
        (await ReviveAsync("calls")).Message.Should().BeNull();
        (await ReviveAsync("double")).Message.Should().BeNull();
        (await desk.PublishAsync(draft, "Back")).Message.Should().BeNull();
    }

    [Fact]
    public async Task Retire_OfWhatTellsASegmentOrAStage_IsRefused()
    {
        await SaveAsync(new("told", "Told"), null);
        await SaveAsync(new("told_twice", "Told twice") { Expression = "told * 2" }, null);
        await using (var db = await desk.The<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync())
        {
            db.Add(new Segment { Name = "Heavy users", Position = 9, Condition = new AllOf([new Not(new Question(new MeasureSubject(new MetricSource("told_twice", Aggregation.Sum, 28)), new KnownTest(false)))]) });
            await db.SaveChangesAsync();
        }

        (await ReadAsync("told")).Segments.Should().Equal("Heavy users");
        (await RetireAsync("told_twice")).Message.Should().StartWith("The segment Heavy users is told by Told twice.");
        await ExecuteAsync("delete from segment where name = 'Heavy users'");
        await ExecuteAsync("update stage set entry = '{\"metric\":\"told\",\"aggregation\":\"sum\",\"window\":7,\"op\":\">\",\"value\":1}' where name = 'Live'");
        (await RetireAsync("told")).Message.Should().StartWith("The rule of Live asks for Told.");
        await ExecuteAsync("update stage set entry = null where name = 'Live'");
        (await RetireAsync("told_twice")).Message.Should().BeNull();
    }

    [Fact]
    public async Task Change_OfWhatAModelScoresBy_MarksAllAccounts()
    {
        await SaveAsync(new("weekly", "Weekly") { Expression = "logins * 7" }, null);
        await desk.PublishedAsync(ScoreKind.Health, desk.Small, null, Using("weekly"));
        await ExecuteAsync("truncate account_mark");
        await SaveAsync(new("weekly", "Weekly logins") { Expression = "logins * 7", Freshness = 3 }, (await ReadAsync("weekly")).Metric.Revision);
        (await MarksAsync()).Should().Be(0, "its name changes no score");
        (await SaveAsync(new("weekly", "Weekly logins") { Expression = "logins * 8", Freshness = 3 }, (await ReadAsync("weekly")).Metric.Revision)).Errors.Should().ContainSingle(e => e.Code == "reason_missing" && e.Field == "Reason");
        (await SaveAsync(new("weekly", "Weekly logins") { Expression = "logins * 8", Freshness = 3, Reason = "Weeks have eight days", Previewed = new("logins * 9", 3) }, (await ReadAsync("weekly")).Metric.Revision))
            .Errors.Should().ContainSingle(e => e.Code == "preview_overtaken", "another one was looked at");
        (await MarksAsync()).Should().Be(0);
        (await SaveAsync(new("weekly", "Weekly logins") { Expression = "logins * 8", Freshness = 3, Reason = "Weeks have eight days", Previewed = new("logins * 8", 3) }, (await ReadAsync("weekly")).Metric.Revision)).Message.Should().BeNull();
        (await MarksAsync()).Should().Be(1);
        (await ReadAsync("weekly")).Changes.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { By = "Dana", Reason = "Weeks have eight days", Before = new MetricContent("logins * 7", 3), After = new MetricContent("logins * 8", 3) });
    }

    [Fact]
    public async Task List_IsFilteredAsAsked()
    {
        await SaveAsync(new("listed_one", "Listed one") { IsLeading = false, Description = "Something rare" }, null);
        await SaveAsync(new("listed_two", "Listed two") { Expression = "rolling(listed_one, 2, sum)" }, null);
        await SaveAsync(new("listed_old", "Listed old"), null);
        await RetireAsync("listed_old");
        await ExecuteAsync("insert into metric_day (metric_id, day, readings) select id, '2026-03-10', 5 from metric where key = 'listed_one'");
        (await ListAsync(new("listed"))).Should().Equal("listed_one", "listed_two");
        (await ListAsync(new("RARE"))).Should().Equal("listed_one");
        (await ListAsync(new("listed", MetricKind.Gauge))).Should().Equal("listed_two");
        (await ListAsync(new("listed", IsCalculated: false))).Should().Equal("listed_one");
        (await ListAsync(new("listed", IsLeading: false))).Should().Equal("listed_one");
        (await ListAsync(new("listed", IsUsed: true))).Should().BeEmpty();
        (await ListAsync(new("listed", IsLate: false))).Should().Equal("listed_one", "listed_two");
        (await ListAsync(new("listed", IsRetired: true))).Should().Equal("listed_old");
        (await desk.The<ReadFreshness>().RunAsync(ModelDesk.Ops, default)).Value!.Select(f => f.Key).Should().Contain("listed_one").And.NotContain("listed_two").And.NotContain("listed_old");
    }

    [Fact]
    public async Task WhoMayNotEdit_ReadsAndChangesNothing()
    {
        foreach (var actor in new[] { ModelDesk.Csm, ModelDesk.Leader, ModelDesk.Ops with { OnlyOwn = true, OwnerId = 1 } })
        {
            (await desk.The<SaveMetric>().RunAsync(actor, new("mine", "Mine"), null, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
            (await desk.The<RetireMetric>().RunAsync(actor, "tickets", 0, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
            (await desk.The<ReviveMetric>().RunAsync(actor, "tickets", 0, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
            (await desk.The<ReadMetric>().RunAsync(actor, "tickets", default)).IsOk.Should().BeTrue();
            (await desk.The<ListMetrics>().RunAsync(actor, new(), default)).Value!.Rows.Should().NotBeEmpty();
        }

        (await desk.The<ReadMetric>().RunAsync(ModelDesk.Ops, "nothing", default)).Errors.Should().ContainSingle(e => e.Code == "not_found");
        (await SaveAsync(new("nothing", "Nothing"), 0)).Errors.Should().ContainSingle(e => e.Code == "not_found");
    }

    private static ModelDefinition Using(string metric) => new()
    {
        Dimensions = [new("Usage", 1, [new() { Id = "it", Source = new MetricSource(metric, Aggregation.Mean, 28), Curve = new PointsCurve(new(0, 0), new(9, 100)) }])],
    };

    private Task<Result<int>> SaveAsync(MetricInput input, int? revision) => desk.The<SaveMetric>().RunAsync(ModelDesk.Ops, input, revision, default);

    private async Task<MetricView> ReadAsync(string key) => (await desk.The<ReadMetric>().RunAsync(ModelDesk.Csm, key, default)).Value!;

    private async Task<Result<int>> RetireAsync(string key) => await desk.The<RetireMetric>().RunAsync(ModelDesk.Ops, key, (await ReadAsync(key)).Metric.Revision, default);

    private async Task<Result<int>> ReviveAsync(string key) => await desk.The<ReviveMetric>().RunAsync(ModelDesk.Ops, key, (await ReadAsync(key)).Metric.Revision, default);

    private async Task<IEnumerable<string>> ListAsync(MetricFilter filter) => (await desk.The<ListMetrics>().RunAsync(ModelDesk.Csm, filter, default)).Value!.Rows.Select(r => r.Metric.Key);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = desk.The<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> MarksAsync()
    {
        await using var command = desk.The<NpgsqlDataSource>().CreateCommand("select count(*) from account_mark where account_id = 0");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
