using System.Globalization;
using HealthScore.Benchmarks.Databases;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Access;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Accounts.Timeline;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Journeys;
using HealthScore.Engine.Metrics;
using HealthScore.Engine.MyDay;
using HealthScore.Engine.Portfolio;
using HealthScore.Engine.Reports;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Scoring.Testing;
using HealthScore.Engine.Segments;

namespace HealthScore.Benchmarks.Benches;

/// <summary>A query behind a page.</summary>
/// <param name="Name">The page and what it asks.</param>
/// <param name="RunAsync">Asks.</param>
/// <param name="IsAfterNews">True where what is remembered does not hold: a score has changed since.</param>
internal sealed record PageQuery(string Name, Func<CancellationToken, Task> RunAsync, bool IsAfterNews = false);

/// <summary>The queries behind the pages, as one user sends them.</summary>
/// <param name="database">The demo company.</param>
/// <param name="actor">The user.</param>
/// <param name="day">The last day that was scored for good.</param>
internal sealed class PageQueries(BenchDatabase database, Actor actor, DateOnly day)
{
    private const int MoversShown = 6;
    private const int RowsOfADay = 20;

    private readonly List<PageQuery> _all = [];

    /// <summary>All of them, for an account that the user sees and that has a score of each kind where there is one.</summary>
    public async Task<IReadOnlyList<PageQuery>> AllAsync(CancellationToken ct)
    {
        var shown = (await Get<ListAccounts>().RunAsync(actor, new() { Sort = AccountSort.Expansion }, ct)).Rows;
        AddMyDay(shown.First(a => a.Owner is not null).Owner!);
        AddPortfolio();
        AddGrid(await Get<ReadChoices>().RunAsync(actor, ct), (await Get<AccountLists>().AllAsync(Actor.System, ct)).Value![0].Id);
        await AddAccountAsync(shown[shown.Count / 2].Id, ct);
        AddOthers(shown[0].Id);
        return _all;
    }

    private void AddMyDay(string csm)
    {
        Add("My day: first page", ct => Get<ReadMyDay>().RunAsync(actor, Whose.All, RowsOfADay, CultureInfo.InvariantCulture, ct));
        Add("My day: of one owner", ct => Get<ReadMyDay>().RunAsync(actor with { OwnerId = 1 }, Whose.Mine, RowsOfADay, CultureInfo.InvariantCulture, ct));
        Add("My day: what became of one's judgements", ct => Get<ReadJudgements>().RunAsync(actor with { Name = csm }, ct));
    }

    private void AddPortfolio()
    {
        Add("Portfolio: figures, trend, heat map", ct => Get<ReadPortfolio>().RunAsync(actor, new(), ct));
        Add("Portfolio: of one segment", ct => Get<ReadPortfolio>().RunAsync(actor, new(SegmentId: 2), ct));
        Add("Portfolio: movers", ct => Get<ReadMovers>().RunAsync(actor, new(), MoversShown, CultureInfo.InvariantCulture, ct));
        Add("Portfolio: scatter", ct => Get<ReadScatter>().RunAsync(actor, new(), ct));
        Add("Portfolio: figures, while scores are live", ct => Get<ReadPortfolio>().RunAsync(actor, new(), ct), isAfterNews: true);
        Add("Portfolio: scatter, while scores are live", ct => Get<ReadScatter>().RunAsync(actor, new(), ct), isAfterNews: true);
        Add("Portfolio: choices", ct => Get<ReadChoices>().RunAsync(actor, ct));
    }

    private void AddGrid(Choices choices, int list)
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
        AddList("search for a mail address", new() { Search = "hana.fischer@" });
        AddList("of a square of the scatter plot", new() { Health = new(40, 45), Expansion = new(60, 65) });
        AddList("that fell since yesterday", new() { Crossed = Crossing.Fell });
        AddList("without expansion", new() { Without = ScoreKind.Expansion });
        AddList("high risk", new() { RiskBands = [Band.Red] });
        AddList("search for a contact's name", new() { Search = "fischer" });
        AddList("search for two letters", new() { Search = "ea" });
        AddList("search for nothing there", new() { Search = "qqq" });
        AddList("red ones", new() { Bands = [Band.Red] });
        AddList("of a segment", new() { SegmentId = 5 });
        AddList("of a stage", new() { StageId = 4 });
        AddList("of an owner", new() { OwnerId = 1 });
        AddList("green before", new() { BandBefore = Band.Green, Bands = [Band.Red, Band.Yellow] });
        if (choices.Teams.Count > 0) AddList("of a team", new() { Team = choices.Teams[0] });
        AddList("on a list", new() { ListId = list });
        AddList("stuck in their stage", new() { Progress = Domain.Journeys.Progress.Stuck });
        AddList("that moved in thirty days", new() { Moved = Crossing.Fell });
        AddList("with a new risk", new() { RiskAfter = day.AddDays(-3) });
        AddList("with a new milestone", new() { MilestoneAfter = day.AddDays(-3) });
        AddSums("of all", new());
        AddSums("of red ones", new() { Bands = [Band.Red] });
        AddSums("of an owner", new() { OwnerId = 1 });
        AddList("renewals of 90 days", new() { RenewalWithin = 90, Sort = AccountSort.Arr, Descending = true });
    }

    private void AddList(string what, AccountFilter filter) => Add("Accounts: " + what, ct => Get<ListAccounts>().RunAsync(actor, filter, ct));

    // The count and ARR above the table, where they are made from what is remembered.
    private void AddSums(string what, AccountFilter filter) => Add($"Accounts: sums {what}", ct => Get<SumAccounts>().RunAsync(actor, filter, ct));

    private async Task AddAccountAsync(long id, CancellationToken ct)
    {
        var (before, year) = (day.AddDays(-30), day.AddYears(-1));
        var account = (await Get<ReadAccount>().RunAsync(actor, id, null, ct)).Value!;
        var score = (await Get<ReadScore>().RunAsync(actor, id, ScoreKind.Health, day, before, CultureInfo.InvariantCulture, ct)).Value!;
        AddChecked("Account: head", stop => Get<ReadAccount>().RunAsync(actor, id, null, stop));
        AddChecked("Account: head of a past day", stop => Get<ReadAccount>().RunAsync(actor, id, day.AddDays(-10), stop));
        Add("Account: journey", stop => Get<ReadAccountJourney>().RunAsync(actor, account, CultureInfo.InvariantCulture, stop));
        Add("Account: trend of a year", stop => Get<ReadTrend>().RunAsync(actor, id, ScoreKind.Health, year, day, day, CultureInfo.InvariantCulture, stop));
        Add("Account: timeline", stop => Get<ReadTimeline>().RunAsync(actor, id, new(day, []), stop));
        Add("Account: relations", stop => Get<ReadRelations>().RunAsync(actor, id, day, stop));
        foreach (var kind in Enum.GetValues<ScoreKind>())
            AddChecked($"Account: {kind} and why it moved", stop => Get<ReadScore>().RunAsync(actor, id, kind, day, before, CultureInfo.InvariantCulture, stop));
        AddChecked("Account: a measure opened", stop => Get<ReadMeasure>().RunAsync(actor, id, score.VersionId, score.Dimensions[0].Measures[0].Id, day, false, CultureInfo.InvariantCulture, stop));
    }

    private void AddOthers(long account)
    {
        AddChecked("Metrics: list", ct => Get<ListMetrics>().RunAsync(actor, new(), ct));
        AddChecked("Metrics: one metric", ct => Get<ReadMetric>().RunAsync(actor, "logins", ct));
        AddChecked("Segments: list", ct => Get<ListSegments>().RunAsync(actor, ct));
        AddChecked("Segments: one segment", ct => Get<ReadSegment>().RunAsync(actor, 1, ct));
        AddChecked("Segments: why an account is in its own", ct => Get<WhySegment>().RunAsync(actor, account, ct));
        if (actor.Scope is null) AddChecked("Segments: lists", ct => Get<AccountLists>().AllAsync(actor, ct));
        AddChecked("Journeys: list", ct => Get<ListJourneys>().RunAsync(actor, ct));
        AddChecked("Journeys: one journey", ct => Get<ReadJourney>().RunAsync(actor, 1, ct));
        AddChecked("Reports: twelve months", ct => Get<ReadMonthlyTrends>().RunAsync(actor, new(), ct));
        AddChecked("Models: matrix", ct => Get<ListModels>().RunAsync(actor, ScoreKind.Health, ct));
        AddChecked("Models: one model", ct => Get<ReadModel>().RunAsync(actor, 1, ct));
        AddChecked("Models: history", ct => Get<ModelHistory>().RunAsync(actor, 1, ct));
        AddChecked("Models: one account tested", ct => Get<TestAccount>().RunAsync(actor, 1, account, null, CultureInfo.InvariantCulture, ct));
        AddChecked("Data: freshness", ct => Get<ReadFreshness>().RunAsync(actor, ct));
        if (actor.May(Permission.Import)) AddChecked("Data: imports", ct => Get<ListImports>().RunAsync(actor, 50, ct));
        if (actor.May(Permission.RunJobs)) AddChecked("Jobs: runs", ct => Get<ListRuns>().RunAsync(actor, 50, ct));
        if (actor.May(Permission.ManageUsers)) AddChecked("Users: list", ct => Get<ListUsers>().RunAsync(actor, ct));
    }

    private void Add(string name, Func<CancellationToken, Task> query, bool isAfterNews = false) => _all.Add(new(name, query, isAfterNews));

    // A refusal would be the fastest answer of all.
    private void AddChecked<T>(string name, Func<CancellationToken, Task<Result<T>>> query) => Add(name, async ct =>
    {
        var answer = await query(ct);
        if (!answer.IsOk) throw new InvalidOperationException($"{name}: {answer.Message}");
    });

    private T Get<T>()
        where T : notnull => database.Get<T>();
}
