using HealthScore.Engine.Ingest.Contacts;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Outcomes;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Ingest;

/// <summary><see cref="OutcomeSql"/>, <see cref="ContactSql"/> and what stands before them, against PostgreSQL.</summary>
public sealed class ImportOutcomesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Map = """{ "fields": { "account": "account", "kind": { "column": "kind", "words": { "Gone": "churned" } }, "day": "day", "amount": "amount", "reason": "reason" } }""";
    private readonly ImportTester tester = new(database);

    public async Task InitializeAsync()
    {
        await tester.ResetAsync();
        await tester.TextAsync(ImportKind.Accounts, "account,start\nA,2024-01-01\nB,2024-01-01\n");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Outcomes_AreStored_AndChurnEndsTheAccount()
    {
        const string text = "account,kind,day,amount,reason\nA,Renewal,2024-02-01,\"1,000.00\",\nA,upsell,2024-02-01,200,more seats\nB,GONE,2024-03-31,,price\nB,churned,2024-05-31,,\n";
        (await tester.TextAsync(ImportKind.Outcomes, text, Map)).Should().BeEquivalentTo(new { Added = 4L, Errors = 0L });
        (await tester.RowsAsync("select a.external_id, day, kind, amount, reason from outcome join account a on a.id = account_id order by 1, 2, 3"))
            .Should().Equal("A|2024-02-01|1|1000.00|", "A|2024-02-01|3|200.00|more seats", "B|2024-03-31|2||price", "B|2024-05-31|2||");
        (await tester.RowsAsync("select churned from account order by external_id")).Should().Equal("", "2024-05-31");
        var before = await tester.DumpAsync();
        (await tester.TextAsync(ImportKind.Outcomes, text, Map)).Should().BeEquivalentTo(new { Added = 0L, Changed = 0L, Unchanged = 4L });
        (await tester.DumpAsync()).Should().Be(before);
        (await tester.TextAsync(ImportKind.Outcomes, "account,kind,day,amount,reason\nB,churned,2024-05-31,500,\n", Map)).Changed.Should().Be(1);
    }

    [Fact]
    public async Task Churn_LeavesTheAccountOpenWhereTheMappingSaysSo()
    {
        await tester.TextAsync(ImportKind.Outcomes, "account,kind,day,amount,reason\nB,churned,2024-05-31,,\n", Map.Insert(1, """ "close_accounts": false,"""));
        (await tester.RowsAsync("select churned from account order by external_id")).Should().Equal("", "");
    }

    [Fact]
    public async Task WrongRows_AreNamed()
    {
        var report = await tester.TextAsync(ImportKind.Outcomes, "account,kind,day,amount,reason\nA,perhaps,2024-02-01,,\nZ,churned,2024-02-01,,\nA,churned,,,\nA,renewed,2024-02-01,1,\nA,renewed,2024-02-01,2,\nA,renewed,2023-02-01,2,\n", Map);
        report.Problems.Select(p => (p.Row, p.Column, p.Reason)).Should().Equal(
            (2, "kind", ProblemReason.UnknownWord), (3, "account", ProblemReason.UnknownAccount), (4, "day", ProblemReason.Missing), (6, "day", ProblemReason.Repeated), (7, "day", ProblemReason.BeforeStart));
    }

    [Fact]
    public async Task Contacts_AreStoredByKeyOrMail()
    {
        const string text = "account,email,full_name,title,champion,last_contact\nA,Ada@Example.org,Ada,Head of Data,yes,2024-06-01\nB,bob@example.org,,,,\n";
        (await tester.TextAsync(ImportKind.Contacts, text)).Should().BeEquivalentTo(new { Added = 2L, Errors = 0L });
        (await tester.RowsAsync("select external_id, name, email, persona, is_champion, last_contact from contact order by 1"))
            .Should().Equal("ada@example.org|Ada|ada@example.org|Head of Data|True|2024-06-01", "bob@example.org|bob@example.org|bob@example.org||False|");
        (await tester.TextAsync(ImportKind.Contacts, text)).Should().BeEquivalentTo(new { Added = 0L, Changed = 0L, Unchanged = 2L });
        (await tester.TextAsync(ImportKind.Contacts, "account,email,champion\nA,ada@example.org,no\n")).Changed.Should().Be(1);
        var report = await tester.TextAsync(ImportKind.Contacts, "account,email\nA,nobody\nA,\nZ,z@example.org\nA,ada@example.org\nA,ada@example.org\n");
        report.Problems.Select(p => (p.Row, p.Reason)).Should().Equal((2, ProblemReason.UnknownWord), (3, ProblemReason.Missing), (4, ProblemReason.UnknownAccount), (6, ProblemReason.Repeated));
    }
}
