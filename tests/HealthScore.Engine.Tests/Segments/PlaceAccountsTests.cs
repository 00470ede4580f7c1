using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Segments;

/// <summary>Who is in which segment, when conditions and imports both have a say.</summary>
public sealed class PlaceAccountsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Big = """{"field":"arr","op":">=","value":100000}""";
    private const string Customers = "account,start,segment,arr,renewal\nA,2024-01-01,Plain,150000,2024-09-01\nB,2024-01-01,Plain,20000,2025-01-01\nC,2024-01-01,,90000,\n";

    private readonly SegmentDesk _desk = new(database);

    public async Task InitializeAsync()
    {
        await _desk.Import.ResetAsync();
        _desk.Today = new(2024, 7, 1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task WithoutConditions_AccountsStayWhereImportsPutThem()
    {
        await _desk.AccountsAsync(Customers);
        (await _desk.Import.Place.AllAsync(default)).Should().Be(0);
        (await _desk.WhereAsync()).Should().Be("A:Plain B:Plain C:-");
    }

    [Fact]
    public async Task Save_PlacesFromTodayOn_AndLeavesTheDaysBefore()
    {
        await _desk.AccountsAsync(Customers);
        var big = await _desk.MakeAsync("Big", Big);
        (await _desk.WhereAsync()).Should().Be("A:Plain B:Plain C:-", "Plain comes first and has what the import gave it");

        var plain = (await _desk.List.RunAsync(SegmentDesk.Ops, default)).Value!.Segments.Single(s => s.Name == "Plain").Id;
        (await _desk.Order.RunAsync(SegmentDesk.Ops, [plain, big], [big, plain], default)).Value.Should().Be(1);

        (await _desk.WhereAsync()).Should().Be("A:Big B:Plain C:-");
        (await _desk.HistoryAsync("A")).Should().Be("2024-01-01:Plain 2024-07-01:Big");
        (await _desk.Import.RowsAsync("select g.name from account_current c join segment g on g.id = c.segment_id where c.name = 'A'")).Should().Equal("Big");
        (await _desk.Import.RowsAsync("select external_id from account_mark m join account a on a.id = m.account_id")).Should().Contain("A", "its model may be another now");
    }

    [Fact]
    public async Task Import_Again_ChangesNothing_AndWhatItGaveComesBackWithTheCondition()
    {
        await MakeBigFirstAsync();
        var again = await _desk.Import.TextAsync(ImportKind.Accounts, Customers);
        (again.Changed, again.Unchanged).Should().Be((0, 3));
        (await _desk.WhereAsync()).Should().Be("A:Big B:Plain C:-");

        _desk.Today = _desk.Today.AddDays(1);
        await _desk.AccountsAsync("account,arr\nA,99999\n");
        (await _desk.WhereAsync()).Should().Be("A:Plain B:Plain C:-");
        (await _desk.HistoryAsync("A")).Should().Be("2024-01-01:Plain 2024-07-01:Big 2024-07-02:Plain");
    }

    [Fact]
    public async Task Import_OfANewAccount_PlacesItAtOnce_WhateverSegmentItNames()
    {
        await MakeBigFirstAsync();
        await _desk.AccountsAsync("account,start,segment,arr\nD,2024-06-01,Plain,500000\nE,2024-06-01,Big,5\n");
        (await _desk.WhereAsync()).Should().Be("A:Big B:Plain C:- D:Big E:-", "the condition decides who is big, not the file");
    }

    [Fact]
    public async Task Night_PlacesByTheDayThatBegins()
    {
        await _desk.AccountsAsync(Customers);
        await _desk.MakeAsync("Renewing", """{"field":"renewal","within_next":30}""");
        await _desk.Import.RowsAsync("update segment set position = position + 1 where name = 'Plain' returning 1");
        await _desk.Import.RowsAsync("update segment set position = 0 where name = 'Renewing' returning 1");
        (await _desk.Import.Place.AllAsync(default)).Should().Be(0);

        _desk.Today = new(2024, 8, 2);
        (await _desk.Import.Place.AllAsync(default)).Should().Be(1);
        (await _desk.WhereAsync()).Should().Be("A:Renewing B:Plain C:-");
        await _desk.Import.RowsAsync("delete from placed_day where day = '2024-08-02' returning 1");
        (await _desk.Import.Place.AllAsync(default)).Should().Be(0, "it may be run again");

        _desk.Today = new(2024, 9, 2);
        await _desk.Import.Place.AllAsync(default);
        (await _desk.HistoryAsync("A")).Should().Be("2024-01-01:Plain 2024-08-02:Renewing 2024-09-02:Plain");
    }

    [Fact]
    public async Task Measures_AreThoseOfTheLastDayThatEnded()
    {
        await _desk.AccountsAsync(Customers);
        await _desk.Import.TextAsync(ImportKind.Readings, "account,day,metric,value\nA,2024-06-28,logins,40\nB,2024-06-29,logins,2\nA,2024-06-30,logins,1\nC,2024-07-01,logins,500\n", """{"fields":{"account":"account","day":"day","metric":"metric","value":"value"},"unknown_metrics":"create","new_metrics":{"kind":"count"}}""");
        await _desk.MakeAsync("Busy", """{"metric":"logins","aggregation":"sum","window":7,"op":">=","value":41}""");
        await _desk.Import.RowsAsync("update segment set position = 1 - position returning 1");
        await _desk.Import.Place.AllAsync(default);
        (await _desk.WhereAsync()).Should().Be("A:Busy B:Plain C:-", "C's logins of today do not count yet");
        _desk.Today = new(2024, 7, 2);
        await _desk.Import.Place.AllAsync(default);
        (await _desk.WhereAsync()).Should().Be("A:Busy B:Plain C:Busy");
    }

    [Fact]
    public async Task AttributesAndLists_Decide()
    {
        await _desk.AccountsAsync("account,start,region,sites,signed,vip\nA,2024-01-01,EMEA,3,2024-02-01,yes\nB,2024-01-01,EMEA,1,2024-03-01,no\nC,2024-01-01,APAC,9,,no\n",
            """{"fields":{"account":"account","start":"start","attribute: Region":"region","attribute: Sites":"sites","attribute: Signed":"signed","attribute: VIP":"vip"}}""");
        (await _desk.Import.RowsAsync("select name, kind from custom_attribute order by name")).Should().Equal("Region|1", "Signed|3", "Sites|2", "VIP|4");
        var friends = (await _desk.Lists.MakeAsync(SegmentDesk.Ops, "Friends", default)).Value;
        (await _desk.Lists.PutAsync(SegmentDesk.Ops, friends, ["B", "C"], true, default)).Value.Should().Be(2);
        await _desk.MakeAsync("EMEA beta", """{"all":[{"attribute":"Region","is":["emea"]},{"any":[{"list":"Friends","yes":true},{"attribute":"Sites","op":">","value":2}]}]}""");
        (await _desk.WhereAsync()).Should().Be("A:EMEA beta B:EMEA beta C:-");
    }

    private async Task MakeBigFirstAsync()
    {
        await _desk.MakeAsync("Big", Big);
        await _desk.AccountsAsync(Customers);
        (await _desk.WhereAsync()).Should().Be("A:Big B:Plain C:-");
    }
}
