using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Segments;
using HealthScore.Tests;
using Npgsql;

namespace HealthScore.Engine.Tests.Segments;

/// <summary>Making, ordering, trying and explaining segments.</summary>
public sealed class SegmentsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Big = """{"field":"arr","op":">=","value":100000}""";

    private readonly SegmentDesk _desk = new(database);

    public async Task InitializeAsync()
    {
        await _desk.Import.ResetAsync();
        await _desk.MakeAsync("Big", Big);
        await _desk.AccountsAsync("account,start,segment,arr\nA,2024-01-01,Plain,150000\nB,2024-01-01,Plain,20000\nC,2024-01-01,,90000\n");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task List_CountsWhoIsInEach()
    {
        var list = (await _desk.List.RunAsync(SegmentDesk.Csm, default)).Value!;
        list.Segments.Select(s => (s.Name, s.Accounts, s.Arr)).Should().Equal(("Big", 1, 150000m), ("Plain", 1, 20000m));
        (list.WithoutAccounts, list.WithoutArr).Should().Be((1, 90000m));
        var bound = (await _desk.List.RunAsync(SegmentDesk.Csm with { OnlyOwn = true, OwnerId = 99 }, default)).Value!;
        bound.Segments.Sum(s => s.Accounts).Should().Be(0, "figures are of the accounts that the user may see");
    }

    [Fact]
    public async Task Try_SaysWhomItWouldTake_AndSavingDoesJustThat()
    {
        var trial = (await _desk.Try.OpenAsync(SegmentDesk.Ops, default)).Value!;
        var draft = new Segment { Name = "Rich", Position = 2, Condition = SegmentDesk.Read("""{"field":"arr","op":">=","value":50000}""") };
        var outlook = await trial.TryAsync(draft, null, default);
        (outlook.Of, outlook.Matching, outlook.Getting, outlook.Arr).Should().Be((3, 2, 1, 90000m));
        outlook.Taken.Should().Equal(new TakenBy("Big", 1));
        outlook.Moves.Should().Equal(new OutlookMove(null, "Rich", 1, 90000m));
        outlook.Sample.Select(a => (a.Name, a.Now)).Should().Equal(("C", null));

        draft.Condition = SegmentDesk.Read("""{"metric":"nothing","aggregation":"sum","window":7,"known":false}""");
        await FluentActions.Awaiting(() => trial.TryAsync(draft, null, default)).Should().ThrowAsync<KeyNotFoundException>("what is not checked is not to be tried");

        await _desk.MakeAsync("Rich", """{"field":"arr","op":">=","value":50000}""");
        (await _desk.WhereAsync()).Should().Be("A:Big B:Plain C:Rich");
    }

    [Fact]
    public async Task Try_OfAMeasure_TakesItOnceForAll()
    {
        var trial = (await _desk.Try.OpenAsync(SegmentDesk.Ops, default)).Value!;
        var draft = new Segment { Name = "Touched", Position = -1, Condition = SegmentDesk.Read("""{"derived":"touches","window":30,"op":"=","value":0}""") };
        (await trial.TryAsync(draft, null, default)).Getting.Should().Be(3);
        draft.Condition = SegmentDesk.Read("""{"derived":"touches","window":30,"op":">","value":0}""");
        (await trial.TryAsync(draft, null, default)).Getting.Should().Be(0);
    }

    [Fact]
    public async Task Save_WhatCannotBe_IsRefusedAtItsField()
    {
        (await SaveAsync(new(0, 0, " ", "", null))).Should().ContainSingle(e => e.Field == "name");
        (await SaveAsync(new(0, 0, "bIG", "", null))).Should().ContainSingle(e => e.Code == "name_taken");
        (await SaveAsync(new(0, 0, "Healthy", "", SegmentDesk.Read("""{"all":[{"derived":"days_in_stage","op":">","value":3}]}""")))).Should().ContainSingle(e => e.Code == "circle" && e.Field == "all[0].derived");
    }

    [Fact]
    public async Task Save_TheSecondIsTold()
    {
        var big = (await _desk.List.RunAsync(SegmentDesk.Ops, default)).Value!.Segments[0];
        (await SaveAsync(new(big.Id, 1, "Big", "first", big.Condition))).Should().BeEmpty();
        (await SaveAsync(new(big.Id, 1, "Big", "second", big.Condition))).Should().ContainSingle(e => e.Code == "segment_overtaken");
        (await _desk.Order.RunAsync(SegmentDesk.Ops, [big.Id], [big.Id], default)).Errors.Should().ContainSingle(e => e.Code == "order_overtaken");
    }

    [Fact]
    public async Task Why_NamesEachSegmentUpToTheFirstThatMatches_AndTheHistory()
    {
        _desk.Today = _desk.Today.AddDays(1);
        await _desk.AccountsAsync("account,arr\nA,1\n");
        var id = long.Parse((await _desk.Import.RowsAsync("select id from account where external_id = 'A'"))[0], System.Globalization.CultureInfo.InvariantCulture);

        var why = (await _desk.Why.RunAsync(SegmentDesk.Csm, id, default)).Value!;

        (why.Segment, why.Given).Should().Be(("Plain", "Plain"));
        why.Steps.Select(s => (s.Name, s.Matches)).Should().Equal(("Big", false), ("Plain", true));
        why.Steps[0].Answer!.Actual!.Value.Number.Should().Be(1);
        why.History.Select(h => (h.Segment, h.From, h.IsPlaced)).Should().Equal(("Plain", _desk.Today, false), ("Big", _desk.Today.AddDays(-1), true), ("Plain", new DateOnly(2024, 1, 1), false));
        (await _desk.Why.RunAsync(SegmentDesk.Csm with { OnlyOwn = true, OwnerId = 99 }, id, default)).Errors.Should().ContainSingle(e => e.Code == "not_found");
    }

    [Fact]
    public async Task History_NamesWhoCameAndWent_AndWhoChangedWhat()
    {
        var start = _desk.Today;
        _desk.Today = start.AddDays(1);
        await _desk.AccountsAsync("account,arr\nA,1\nB,300000\n");
        _desk.Today = start.AddDays(2);
        await _desk.AccountsAsync("account,churned\nB,%\n".Replace("%", $"{_desk.Today:yyyy-MM-dd}", StringComparison.Ordinal));
        _desk.Today = start.AddDays(3);
        var (big, plain) = ((await _desk.List.RunAsync(SegmentDesk.Ops, default)).Value!.Segments[0], (await _desk.List.RunAsync(SegmentDesk.Ops, default)).Value!.Segments[1]);
        (await SaveAsync(new(big.Id, 1, "Large", "", SegmentDesk.Read("""{"field":"arr","op":">=","value":90000}""")))).Should().BeEmpty();
        (await _desk.Order.RunAsync(SegmentDesk.Ops with { Name = "Kim" }, [big.Id, plain.Id], [plain.Id, big.Id], default)).IsOk.Should().BeTrue();

        var history = (await _desk.History.RunAsync(SegmentDesk.Csm, big.Id, default)).Value!;

        history.Passages.Select(p => (p.Day, p.Account, p.HasEntered, p.Other, p.IsNew, p.HasChurned)).Should().Equal(
            (start.AddDays(3), "C", true, null, false, false), (start.AddDays(2), "B", false, null, false, true),
            (start.AddDays(1), "A", false, "Plain", false, false), (start.AddDays(1), "B", true, "Plain", false, false), (start, "A", true, "Plain", false, false));
        (history.Entered, history.Left).Should().Be((3, 2));
        history.Changes!.Select(c => (c.By, c.Before?.Name, c.After.Name, c.Move)).Should().Equal(
            ("Kim", "Large", "Large", new SegmentMove(0, 1)), (SegmentDesk.Ops.Name, "Big", "Large", null), (SegmentDesk.Ops.Name, null, "Big", null));
        ConditionJson.Write(history.Changes![1].Before!.Condition!).Should().Be(ConditionJson.Write(SegmentDesk.Read(Big)!), "what it was is kept as it was");

        var bound = (await _desk.History.RunAsync(SegmentDesk.Csm with { OnlyOwn = true, OwnerId = 99 }, big.Id, default)).Value!;
        (bound.Passages.Count, bound.Entered, bound.Changes).Should().Be((0, 0, null), "they see no account of others, and no conditions that may name them");
    }

    [Fact]
    public async Task Order_Tried_SaysWhoMoves_AndSavingDoesJustThat()
    {
        var (big, plain) = ((await _desk.List.RunAsync(SegmentDesk.Ops, default)).Value!.Segments[0].Id, (await _desk.List.RunAsync(SegmentDesk.Ops, default)).Value!.Segments[1].Id);
        var rich = await _desk.MakeAsync("Rich", """{"field":"arr","op":">=","value":10000}""");
        await using (var db = _desk.Import.Factory.CreateDbContext())
        {
            var model = new ScoringModel(ScoreKind.Health, big, null, "Of Big");
            var definition = new ModelDefinition { Dimensions = [new("Care", 1, [new() { Id = "touches", Source = new DerivedSource(DerivedMeasure.Touches, 30), Curve = new PointsCurve(new(0, 0), new(9, 100)) }])] };
            model.Versions.Add(new() { Number = 1, Published = new(2024, 1, 1), PublishedBy = "x", Reason = "x", Definition = definition });
            db.ScoringModels.Add(model);
            await db.SaveChangesAsync();
        }

        var trial = (await _desk.Try.OpenAsync(SegmentDesk.Ops, default)).Value!;

        var same = await trial.TryOrderAsync([big, plain, rich], null, default);
        (same.Moves.Count, same.Staged.Count, same.OtherModel, same.NoModel).Should().Be((0, 0, 0, 0));
        var outlook = await trial.TryOrderAsync([rich, plain, big], null, default);
        outlook.Moves.Should().BeEquivalentTo([new OutlookMove("Big", "Rich", 1, 150000m), new OutlookMove("Plain", "Rich", 1, 20000m)]);
        (outlook.OtherModel, outlook.NoModel).Should().Be((0, 1), "Big has a model, and nobody else");

        (await _desk.Order.RunAsync(SegmentDesk.Ops, [big, plain, rich], [rich, plain, big], default)).Value.Should().Be(2);
        (await _desk.WhereAsync()).Should().Be("A:Rich B:Rich C:Rich");
    }

    [Fact]
    public async Task Lists_RefuseWhatDoesNotExist_AndChangeNothing()
    {
        var list = (await _desk.Lists.MakeAsync(SegmentDesk.Ops, "Friends", default)).Value;
        (await _desk.Lists.PutAsync(SegmentDesk.Ops, list, ["A", "Z"], true, default)).Errors.Should().ContainSingle(e => e.Code == "unknown_account");
        (await _desk.Lists.PutAsync(SegmentDesk.Ops, list, [" A ", "A", ""], true, default)).Value.Should().Be(1);
        (await _desk.Lists.PutAsync(SegmentDesk.Ops, list, ["A"], true, default)).Value.Should().Be(0);
        (await _desk.Lists.AllAsync(SegmentDesk.Ops, default)).Value.Should().Equal(new ListSummary(list, "Friends", 1));
        (await _desk.Lists.PutAsync(SegmentDesk.Ops, list, ["A", "B"], false, default)).Value.Should().Be(1);
        (await _desk.Lists.MakeAsync(SegmentDesk.Ops, "friends", default)).Errors.Should().ContainSingle(e => e.Code == "name_taken");
    }

    [Fact]
    public async Task Save_OfOneNameByManyAtOnce_MakesOne_AndTellsTheOthers()
    {
        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _desk.Save.RunAsync(SegmentDesk.Ops, new(0, 0, "Same", "", null), default)));
        saved.Count(s => s.IsOk).Should().Be(1);
        saved.Where(s => !s.IsOk).SelectMany(s => s.Errors).Should().HaveCount(5).And.OnlyContain(e => e.Code == "name_taken" && e.Field == "name");

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _desk.Lists.MakeAsync(SegmentDesk.Ops, "Same", default)));
        made.Count(l => l.IsOk).Should().Be(1);
        made.Where(l => !l.IsOk).SelectMany(l => l.Errors).Should().HaveCount(5).And.OnlyContain(e => e.Code == "name_taken" && e.Field == "name");

        var list = made.Single(l => l.IsOk).Value;
        var put = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _desk.Lists.PutAsync(SegmentDesk.Ops, list, ["A", "B"], true, default)));
        put.SelectMany(p => p.Errors).Select(e => e.Code).Distinct().Should().BeSubsetOf(["list_overtaken"]);
        put.Sum(p => p.Value).Should().Be(2);
    }

    [Fact]
    public async Task Catalogue_OfWhoSeesOnlyTheirOwn_NamesNoColleaguesAndNoLists()
    {
        await _desk.AccountsAsync("account,owner\nA,ann@example.com\nB,kim@example.com\n");
        await _desk.Lists.MakeAsync(SegmentDesk.Ops, "Friends", default);
        var id = await _desk.MakeAsync("Kim's", """{"field":"owner","is":["KIM@example.com"]}""");
        var kim = int.Parse((await _desk.Import.RowsAsync("select id from owner where email = 'kim@example.com'"))[0], System.Globalization.CultureInfo.InvariantCulture);
        var account = long.Parse((await _desk.Import.RowsAsync("select id from account where external_id = 'B'"))[0], System.Globalization.CultureInfo.InvariantCulture);
        var bound = SegmentDesk.Csm with { OnlyOwn = true, OwnerId = kim };
        foreach (var (actor, owners, lists) in new[] { (SegmentDesk.Csm, 2, 1), (bound, 1, 0) })
            foreach (var catalogue in new[] { (await _desk.List.RunAsync(actor, default)).Value!.Catalogue, (await new ReadSegment(_desk.Import.Factory).RunAsync(actor, id, default)).Value!.Catalogue, (await _desk.Why.RunAsync(actor, account, default)).Value!.Catalogue })
            {
                (catalogue.Owners.Count, catalogue.Lists.Count).Should().Be((owners, lists));
                catalogue.Owners["kim@example.com"].Should().Be("Kim", "the condition is put into words");
            }
    }

    [Fact]
    public async Task List_IsRenamedAndRemoved_UnlessASegmentAsksForIt()
    {
        var list = (await _desk.Lists.MakeAsync(SegmentDesk.Ops, "Friends", default)).Value;
        var other = (await _desk.Lists.MakeAsync(SegmentDesk.Ops, "Foes", default)).Value;
        await _desk.Lists.PutAsync(SegmentDesk.Ops, list, ["A"], true, default);
        (await _desk.Lists.RenameAsync(SegmentDesk.Ops, list, " ", default)).Errors.Should().ContainSingle(e => e.Field == "name");
        (await _desk.Lists.RenameAsync(SegmentDesk.Ops, list, "foes", default)).Errors.Should().ContainSingle(e => e.Code == "name_taken");
        (await _desk.Lists.RenameAsync(SegmentDesk.Ops, list, "friends ", default)).IsOk.Should().BeTrue();
        (await _desk.Lists.AllAsync(SegmentDesk.Ops, default)).Value.Should().Equal(new ListSummary(other, "Foes", 0), new ListSummary(list, "friends", 1));

        await _desk.MakeAsync("Close", """{"all":[{"field":"arr","op":">=","value":1},{"not":{"any":[{"list":"friends","yes":false}]}}]}""");
        (await _desk.Lists.RenameAsync(SegmentDesk.Ops, list, "Mates", default)).Errors.Should().ContainSingle(e => e.Code == "list_in_use" && e.Message.Contains("Close asks for it"));
        (await _desk.Lists.RemoveAsync(SegmentDesk.Ops, list, default)).Errors.Should().ContainSingle(e => e.Code == "list_in_use");
        // Who is just placing accounts may be about to save a condition that asks for it.
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        await using (var placing = await connection.BeginTransactionAsync())
        {
            await using (var hold = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('import'))", connection)) await hold.ExecuteNonQueryAsync();
            var removal = _desk.Lists.RemoveAsync(SegmentDesk.Ops, other, default);
            await Eventually.IsAsync(async () => (await _desk.Import.RowsAsync("select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())"))[0] == "1", "it waits");
            await placing.RollbackAsync();
            (await removal).IsOk.Should().BeTrue();
        }

        (await _desk.Lists.AllAsync(SegmentDesk.Ops, default)).Value.Should().Equal(new ListSummary(list, "friends", 1));
        (await _desk.Lists.RemoveAsync(SegmentDesk.Ops, other, default)).Errors.Should().ContainSingle(e => e.Code == "not_found");
    }

    [Fact]
    public async Task Remove_OnlyWhatNobodyWasEverIn()
    {
        var empty = await _desk.MakeAsync("Empty", """{"field":"arr","op":">","value":99999999}""");
        (await _desk.Remove.RunAsync(SegmentDesk.Ops, empty, default)).Errors.Should().BeEmpty();
        var big = (await _desk.List.RunAsync(SegmentDesk.Ops, default)).Value!.Segments[0].Id;
        (await _desk.Remove.RunAsync(SegmentDesk.Ops, big, default)).Errors.Should().ContainSingle(e => e.Code == "segment_in_use");
    }

    [Fact]
    public async Task Remove_WaitsForTheImportThatNamesIt()
    {
        var empty = await _desk.MakeAsync("Empty", null);
        Task import;
        Task<Result<Done>> remove;
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            // The import has found the segment, and cannot write yet.
            await using var hold = await connection.BeginTransactionAsync();
            await using (var row = new NpgsqlCommand("select from account where external_id = 'A' for no key update", connection)) await row.ExecuteNonQueryAsync();
            import = _desk.AccountsAsync("account,name,segment\nA,Ada,Empty\n");
            await Eventually.IsAsync(() => _desk.WaitAsync(1), "the import waits");
            remove = _desk.Remove.RunAsync(SegmentDesk.Ops, empty, default);
            await Eventually.IsAsync(async () => remove.IsCompleted || await _desk.WaitAsync(2), "the removal waits");
        }

        await import;
        (await remove).Errors.Should().ContainSingle(e => e.Code == "segment_in_use");
    }

    [Fact]
    public async Task WhoMayNot_IsRefused()
    {
        foreach (var actor in new[] { SegmentDesk.Csm, new Actor("u3", "Lea", Role.Leadership), SegmentDesk.Ops with { OnlyOwn = true, OwnerId = 1 } })
        {
            (await _desk.Save.RunAsync(actor, new(0, 0, "X", "", null), default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
            (await _desk.Order.RunAsync(actor, [], [], default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
            (await _desk.Remove.RunAsync(actor, 1, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
            (await _desk.Try.OpenAsync(actor, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
            (await _desk.Lists.MakeAsync(actor, "X", default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
            (await _desk.Lists.RenameAsync(actor, 1, "X", default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
            (await _desk.Lists.RemoveAsync(actor, 1, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
        }
    }

    private async Task<IReadOnlyList<Error>> SaveAsync(SegmentInput input) => (await _desk.Save.RunAsync(SegmentDesk.Ops, input, default)).Errors;
}
