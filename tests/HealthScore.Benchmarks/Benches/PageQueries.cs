using System.Globalization;
using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Workloads;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Access;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Accounts.Timeline;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Metrics;
using HealthScore.Engine.MyDay;
using HealthScore.Engine.Portfolio;
using HealthScore.Engine.Reports;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Scoring.Runs;

namespace HealthScore.Benchmarks.Benches;

/// <summary>The queries behind the pages, as one user sends them.</summary>
internal sealed class PageQueries
{
    private const int MoversShown = 6;
    private const int RowsOfADay = 20;

    private readonly BenchDatabase _database;
    private readonly Actor _actor;
    private readonly List<(string Name, Func<CancellationToken, Task> Query)> _all = [];

    public PageQueries(BenchDatabase database, Actor actor, Workload workload)
    {
        (_database, _actor) = (database, actor);
        var accounts = actor.Scope is { } owner ? Enumerable.Range(1, workload.Accounts).Where(id => workload.Account(id).OwnerId == owner).ToArray() : [.. Enumerable.Range(1, workload.Accounts)];
        AddMyDay();
        AddPortfolio();
        AddGrid();
        AddAccount(accounts[accounts.Length / 2]);
        AddOthers();
    }

    public IReadOnlyList<(string Name, Func<CancellationToken, Task> Query)> All => _all;

    private void AddMyDay()
    {
        Add("My day: first page", ct => Get<ReadMyDay>().RunAsync(_actor, Whose.All, RowsOfADay, CultureInfo.InvariantCulture, ct));
        Add("My day: of one owner", ct => Get<ReadMyDay>().RunAsync(_actor with { OwnerId = 1 }, Whose.Mine, RowsOfADay, CultureInfo.InvariantCulture, ct));
    }

    private void AddPortfolio()
    {
        Add("Portfolio: figures, trend, heat map", ct => Get<ReadPortfolio>().RunAsync(_actor, new(), ct));
        Add("Portfolio: of one segment", ct => Get<ReadPortfolio>().RunAsync(_actor, new(SegmentId: 2), ct));
        Add("Portfolio: movers", ct => Get<ReadMovers>().RunAsync(_actor, new(), MoversShown, CultureInfo.InvariantCulture, ct));
        Add("Portfolio: scatter", ct => Get<ReadScatter>().RunAsync(_actor, new(), ct));
        Add("Portfolio: choices", ct => Get<ReadChoices>().RunAsync(_actor, ct));
    }

    private void AddGrid()
    {
        AddList("first page", new());
        AddList("middle page", new() { Cursor = new(IsAhead: false, new(1, "50")) });
        AddList("last page", new() { Cursor = new(IsAhead: true, null) });
        foreach (var sort in Enum.GetValues<AccountSort>())
        {
            AddList($"by {sort}", new() { Sort = sort });
            AddList($"by {sort}, falling", new() { Sort = sort, Descending = true });
        }

        AddList("search for a word", new() { Search = "kestrel" });
        AddList("search for a mail address", new() { Search = "ana.kestrel@" });
        AddList("of a square of the scatter plot", new() { Health = new(40, 45), Expansion = new(60, 65) });
        AddList("that fell since yesterday", new() { Crossed = Crossing.Fell });
        AddList("without expansion", new() { Without = ScoreKind.Expansion });
        AddList("high risk", new() { RiskBands = [Band.Red] });
        AddList("search for two letters", new() { Search = "ea" });
        AddList("search for nothing there", new() { Search = "qqq" });
        AddList("red ones", new() { Bands = [Band.Red] });
        AddList("of a segment", new() { SegmentId = 5 });
        AddList("of a stage", new() { StageId = 4 });
        AddList("of an owner", new() { OwnerId = 1 });
        AddList("green before", new() { BandBefore = Band.Green, Bands = [Band.Red, Band.Yellow] });
        AddList("renewals of 90 days", new() { RenewalWithin = 90, Sort = AccountSort.Arr, Descending = true });
    }

    private void AddList(string what, AccountFilter filter) => Add("Accounts: " + what, ct => Get<ListAccounts>().RunAsync(_actor, filter, ct));

    private void AddAccount(long id)
    {
        var (day, before, year) = (Workload.LastDay, Workload.LastDay.AddDays(-30), Workload.LastDay.AddYears(-1));
        AddChecked("Account: head", ct => Get<ReadAccount>().RunAsync(_actor, id, null, ct));
        Add("Account: trend of a year", ct => Get<ReadTrend>().RunAsync(_actor, id, ScoreKind.Health, year, day, day, CultureInfo.InvariantCulture, ct));
        Add("Account: timeline", ct => Get<ReadTimeline>().RunAsync(_actor, id, new(day, []), ct));
        Add("Account: relations", ct => Get<ReadRelations>().RunAsync(_actor, id, day, ct));
        AddChecked("Account: score and why it moved", ct => Get<ReadScore>().RunAsync(_actor, id, ScoreKind.Health, day, before, CultureInfo.InvariantCulture, ct));
    }

    private void AddOthers()
    {
        AddChecked("Reports: twelve months", ct => Get<ReadMonthlyTrends>().RunAsync(_actor, new(), ct));
        AddChecked("Models: matrix", ct => Get<ListModels>().RunAsync(_actor, ScoreKind.Health, ct));
        AddChecked("Models: one model", ct => Get<ReadModel>().RunAsync(_actor, 1, ct));
        AddChecked("Models: history", ct => Get<ModelHistory>().RunAsync(_actor, 1, ct));
        AddChecked("Data: freshness", ct => Get<ReadFreshness>().RunAsync(_actor, ct));
        if (_actor.May(Permission.Import)) AddChecked("Data: imports", ct => Get<ListImports>().RunAsync(_actor, 50, ct));
        if (_actor.May(Permission.RunJobs)) AddChecked("Jobs: runs", ct => Get<ListRuns>().RunAsync(_actor, 50, ct));
        if (_actor.May(Permission.ManageUsers)) AddChecked("Users: list", ct => Get<ListUsers>().RunAsync(_actor, ct));
    }

    private void Add(string name, Func<CancellationToken, Task> query) => _all.Add((name, query));

    // A refusal would be the fastest answer of all.
    private void AddChecked<T>(string name, Func<CancellationToken, Task<Result<T>>> query) => Add(name, async ct =>
    {
        var answer = await query(ct);
        if (!answer.IsOk) throw new InvalidOperationException($"{name}: {answer.Message}");
    });

    private T Get<T>()
        where T : notnull => _database.Get<T>();
}
