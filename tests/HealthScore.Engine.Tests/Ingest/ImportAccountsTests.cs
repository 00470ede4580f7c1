using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest.Accounts;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Tests.Ingest.Files;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Ingest;

/// <summary><see cref="AccountSql"/>, IngestSql and what stands before them, against PostgreSQL.</summary>
public sealed class ImportAccountsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string File = "account_id,name,start,churned,segment,stage,owner,owner_name,arr,renewal\nA,Acme,2024-01-01,,SMB,Onboarding,ada.lovelace@example.org,,\"$1,200.50\",2024-12-31\nB,Beta,2023-05-05,2024-02-29,smb,Growth,GRACE@example.org,Grace Hopper,0,\n";
    private const string States = "select a.external_id, from_day, g.name, t.name, o.email, arr from account_state s join account a on a.id = account_id left join segment g on g.id = segment_id left join stage t on t.id = stage_id left join owner o on o.id = owner_id order by 1, 2";
    private readonly ImportTester tester = new(database);

    public Task InitializeAsync() => tester.ResetAsync();
    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task NewAccounts_BringTheirNamesAndState()
    {
        (await tester.TextAsync(ImportKind.Accounts, File)).Should().BeEquivalentTo(new { Added = 2L, Changed = 0L, Unchanged = 0L, IsWritten = true });
        (await tester.RowsAsync("select external_id, name, start, churned from account order by 1")).Should().Equal("A|Acme|2024-01-01|", "B|Beta|2023-05-05|2024-02-29");
        (await tester.RowsAsync(States)).Should().Equal("A|2024-01-01|SMB|Onboarding|ada.lovelace@example.org|1200.50", "B|2023-05-05|SMB|Growth|grace@example.org|0.00");
        (await tester.RowsAsync("select name, email from owner order by 2")).Should().Equal("Ada Lovelace|ada.lovelace@example.org", "Grace Hopper|grace@example.org");
        (await tester.RowsAsync("select day from renewal")).Should().Equal("2024-12-31");
        (await tester.RowsAsync("select day, kind from outcome")).Should().Equal("2024-02-29|2");
        (await tester.RowsAsync("select name, active, arr from account_current order by 1")).Should().Equal("Acme|True|1200.50", "Beta|False|0.00");
    }

    [Fact]
    public async Task SameFile_ChangesNothingTheSecondTime_AlsoOnALaterDay()
    {
        await tester.TextAsync(ImportKind.Accounts, File);
        var before = await tester.DumpAsync();
        tester.Today = tester.Today.AddDays(40);
        (await tester.TextAsync(ImportKind.Accounts, File)).Should().BeEquivalentTo(new { Added = 0L, Changed = 0L, Unchanged = 2L });
        (await tester.DumpAsync()).Should().Be(before);
    }

    [Fact]
    public async Task ChangedState_HoldsFromTheImportsDay()
    {
        await tester.TextAsync(ImportKind.Accounts, File);
        (await tester.TextAsync(ImportKind.Accounts, "account_id,segment,arr\nA,Enterprise,5000\nB,SMB,\n")).Should().BeEquivalentTo(new { Added = 0L, Changed = 1L, Unchanged = 1L });
        (await tester.RowsAsync(States)).Should().Equal(
            "A|2024-01-01|SMB|Onboarding|ada.lovelace@example.org|1200.50", "A|2024-07-01|Enterprise|Onboarding|ada.lovelace@example.org|5000.00", "B|2023-05-05|SMB|Growth|grace@example.org|0.00");
    }

    [Fact]
    public async Task Rows_WithADayFrom_TellAHistory()
    {
        const string history = "account,start,from,segment\nA,2024-01-01,2024-03-01,Mid\nA,2024-01-01,2024-01-01,SMB\nA,2024-01-01,2024-06-01,Mid\n";
        await tester.TextAsync(ImportKind.Accounts, history);
        (await tester.RowsAsync(States)).Should().Equal("A|2024-01-01|SMB|||0.00", "A|2024-03-01|Mid|||0.00");
        (await tester.TextAsync(ImportKind.Accounts, history)).Unchanged.Should().Be(1);
    }

    [Theory]
    [InlineData("keep", "A|2024-01-01|SMB|Onboarding|ada.lovelace@example.org|1200.50")]
    [InlineData("clear", "A|2024-07-01||Onboarding|ada.lovelace@example.org|1200.50")]
    public async Task EmptyCell_KeepsOrClearsAsTheMappingSays(string empty, string last)
    {
        await tester.TextAsync(ImportKind.Accounts, File);
        await tester.TextAsync(ImportKind.Accounts, "account_id,segment,churned\nB,SMB,\nA,,\n", $$"""{ "fields": { "account": "account_id", "segment": "segment", "churned": "churned" }, "empty": "{{empty}}" }""");
        (await tester.RowsAsync(States)).Last(r => r.StartsWith('A')).Should().Be(last);
        (await tester.RowsAsync("select churned from account where external_id = 'B'")).Should().Equal(empty == "keep" ? "2024-02-29" : "");
    }

    [Fact]
    public async Task CorrectedChurnDay_TakesItsOutcomeAlong()
    {
        await tester.TextAsync(ImportKind.Accounts, File);
        await tester.TextAsync(ImportKind.Accounts, "account_id,churned\nB,2024-03-31\n");
        (await tester.RowsAsync("select day, kind from outcome")).Should().Equal("2024-03-31|2");
    }

    [Fact]
    public async Task ComingRenewal_IsReplaced_AndAPastOneStays()
    {
        await tester.TextAsync(ImportKind.Accounts, "account,start,renewal\nA,2024-01-01,2024-12-31\nB,2024-01-01,2024-02-01\n");
        await tester.TextAsync(ImportKind.Accounts, "account,renewal\nA,2025-03-31\nB,2025-02-01\n");
        (await tester.RowsAsync("select day from renewal order by 1")).Should().Equal("2024-02-01", "2025-02-01", "2025-03-31");
    }

    [Theory]
    [InlineData("31.31.2024", "", ProblemReason.NotADate)]
    [InlineData("03.04.2024", "05.06.2024", ProblemReason.AmbiguousDates)]
    public async Task StartThatCannotBeRead_IsNotAlsoMissing(string first, string second, ProblemReason reason)
    {
        var report = await tester.TextAsync(ImportKind.Accounts, $"account,start\nA,{first}\n" + (second.Length > 0 ? $"B,{second}\n" : ""));
        report.Reasons.Should().BeEquivalentTo(new Dictionary<ProblemReason, long> { [reason] = 1 });
    }

    [Fact]
    public async Task WrongRows_AreNamed()
    {
        var report = await tester.TextAsync(ImportKind.Accounts,
            "account_id,start,churned,owner,arr,has_churned\nA,,,,,\nB,2024-02-01,2024-01-01,,,\nC,2024-01-01,,Somebody,,\nD,2024-01-01,,,-5,\n,2024-01-01,,,,\nE,2024-01-01,,,,maybe\nF,2024-01-01,,,,yes\nF,2024-01-01,,,,\n");
        report.Problems.Select(p => (p.Row, p.Column, p.Reason)).Should().Equal(
            (2, "start", ProblemReason.Missing), (3, "churned", ProblemReason.Contradiction), (4, "owner", ProblemReason.UnknownName), (5, "arr", ProblemReason.NumberOutOfRange),
            (6, "account_id", ProblemReason.Missing), (7, "has_churned", ProblemReason.NotYesOrNo), (9, "account_id", ProblemReason.Repeated));
        (await tester.CountAsync("account")).Should().Be(0);
    }

    [Fact]
    public async Task NamesThatDoNotExist_AreRefusedWhereTheMappingSaysSo()
    {
        var report = await tester.TextAsync(ImportKind.Accounts, "account,start,segment,stage\nA,2024-01-01,SMB,Growth\n", """{ "fields": { "account": "account", "start": "start", "segment": "segment", "stage": "stage" }, "unknown_names": "refuse" }""");
        report.Problems.Select(p => (p.Column, p.Reason)).Should().Equal(("segment", ProblemReason.UnknownName), ("stage", ProblemReason.UnknownName));
    }

    [Fact]
    public async Task Subscriptions_BecomeRevenueRenewalsAndOutcomes()
    {
        await tester.TextAsync(ImportKind.Accounts, "account,start,segment\nA,2024-01-01,SMB\n");
        const string subscriptions = "sub,account,start,end,mrr\n1,A,2024-01-01,2024-02-01,100.10\n2,A,2024-02-01,2024-03-01,120\n3,A,2024-02-15,2024-08-15,10\n";
        const string map = """{ "rows": "subscriptions", "fields": { "account": "account", "id": "sub", "start": "start", "end": "end", "renewal": "end", "arr": { "column": "mrr", "multiply": 12 } }, "outcomes": true }""";
        (await tester.TextAsync(ImportKind.Accounts, subscriptions, map)).Should().BeEquivalentTo(new { Added = 0L, Changed = 1L, Unchanged = 0L, Errors = 0L });
        (await tester.RowsAsync(States)).Should().Equal("A|2024-01-01|SMB|||1201.20", "A|2024-02-01|SMB|||1440.00", "A|2024-02-15|SMB|||1560.00");
        (await tester.RowsAsync("select day from renewal order by 1")).Should().Equal("2024-02-01", "2024-03-01", "2024-08-15");
        (await tester.RowsAsync("select day, kind, amount from outcome order by 1, 2")).Should().Equal("2024-02-01|1|1201.20", "2024-02-01|3|238.80", "2024-02-15|3|120.00");
        var before = await tester.DumpAsync();
        (await tester.TextAsync(ImportKind.Accounts, subscriptions, map)).Should().BeEquivalentTo(new { Changed = 0L, Unchanged = 1L });
        (await tester.DumpAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Subscriptions_ThatCannotBe_AreRefused()
    {
        await tester.TextAsync(ImportKind.Accounts, "account,start\nA,2024-01-01\n");
        var report = await tester.TextAsync(ImportKind.Accounts, "sub,account,start,end,arr\n1,A,2024-01-01,,100\n1,A,2024-02-01,,100\n2,A,2024-02-01,2024-01-01,100\n3,Z,2024-01-01,,1\n4,A,2023-12-31,,1\n",
            """{ "rows": "subscriptions", "fields": { "account": "account", "id": "sub", "start": "start", "end": "end", "arr": "arr" } }""");
        report.Problems.Select(p => (p.Row, p.Column, p.Reason)).Should().Equal(
            (3, "sub", ProblemReason.Repeated), (4, "end", ProblemReason.Contradiction), (5, "account", ProblemReason.UnknownAccount), (6, "start", ProblemReason.BeforeStart));
    }

    [Fact]
    public async Task Attributes_ThatDifferOnlyInCapitals_AreRefused_AndOneOfThemIsTaken()
    {
        using var file = new TempFile("account,start,Region,region\nA,2024-01-01,EMEA,APAC\n");
        (await tester.RunAsync(ImportKind.Accounts, file.Path, """{ "fields": { "account": "account", "start": "start", "attribute: Region": "Region", "attribute: region": "region" } }"""))
            .Errors.Should().ContainSingle().Which.Should().Match<Error>(e => e.Code == "mapping_invalid" && e.Field == "fields.attribute: region");
        await tester.FileAsync(ImportKind.Accounts, file.Path, """{ "fields": { "account": "account", "start": "start", "attribute: Region": "Region" } }""");
        await tester.FileAsync(ImportKind.Accounts, file.Path, """{ "fields": { "account": "account", "start": "start", "attribute: region": "region" } }""");
        (await tester.RowsAsync("select name from custom_attribute")).Should().Equal("Region");
        (await tester.RowsAsync("select values from account_attributes")).Should().Equal("""{"Region": "APAC"}""");
    }

    [Fact]
    public async Task ManyAccounts_TakeAFewStatements()
    {
        var text = "account,start,segment,arr\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"A{i},2024-01-01,S{i % 5},{i}\n"));
        (await tester.TextAsync(ImportKind.Accounts, text)).Should().BeEquivalentTo(new { Added = 20_000L });
        (await tester.TextAsync(ImportKind.Accounts, text)).Should().BeEquivalentTo(new { Unchanged = 20_000L });
    }
}
