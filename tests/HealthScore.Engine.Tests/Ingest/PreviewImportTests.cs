using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Tests.Ingest.Files;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Ingest;

public sealed class PreviewImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ImportTester tester = new(database);

    [Fact]
    public async Task Preview_GuessesTheMappingAndMarksCells()
    {
        await tester.ResetAsync();
        using var file = new TempFile("Customer ID;Signup Date;Plan;ARR;Churn Flag\nA;16.10.2023;SMB;1.200,50;no\nB;31.31.2024;Mid;x;\n");
        var preview = (await tester.Preview.RunAsync(ImportTester.Ops, new(ImportKind.Accounts, file.Path, "customers.csv"), null, default)).Value!;
        preview.File.Should().BeEquivalentTo(new { FileName = "customers.csv", Format = "utf-8, semicolon" });
        preview.File.Columns.Select(c => (c.Name, c.Type)).Should().Equal(
            ("Customer ID", FieldType.Text), ("Signup Date", FieldType.Text), ("Plan", FieldType.Text), ("ARR", FieldType.Text), ("Churn Flag", FieldType.YesNo));
        preview.Mapping.Fields.ToDictionary(f => f.Key, f => f.Value.Column).Should().Equal(new Dictionary<string, string?>
        {
            ["account"] = "Customer ID", ["start"] = "Signup Date", ["has_churned"] = "Churn Flag", ["segment"] = "Plan", ["arr"] = "ARR",
        });
        preview.Rows.Select(r => r.Row).Should().Equal(2, 3);
        preview.Rows[0].Cells.Select(c => (c.Field, c.Reads)).Should().Equal(("account", "A"), ("start", "2023-10-16"), ("has_churned", "no"), ("segment", "SMB"), ("arr", "1200.5"));
        preview.Rows[1].Cells.Where(c => c.Problem is not null).Select(c => c.Column).Should().Equal("Signup Date", "ARR");
        preview.Check!.Problems.Select(p => (p.Row, p.Column)).Should().Contain([(3, "Signup Date"), (3, "ARR")]);
        (await tester.CountAsync("account") + await tester.CountAsync("import_run")).Should().Be(0);
    }

    [Fact]
    public async Task Preview_OfAWideFile_TakesEachColumnOfNumbersForAMetric()
    {
        using var file = new TempFile("account_id,week_start,Days active (week),note,value\n0,2022-01-17,3,x,0.33\n");
        var preview = (await tester.Preview.RunAsync(ImportTester.Ops, new(ImportKind.Readings, file.Path, "usage.csv"), null, default)).Value!;
        preview.Mapping.Metrics.ToDictionary(m => m.Key, m => m.Value.Column).Should().Equal(new Dictionary<string, string?> { ["days_active_week"] = "Days active (week)", ["value"] = "value" });
        preview.Check!.Reasons.Should().ContainKey(ProblemReason.UnknownMetric);
    }

    [Fact]
    public async Task Preview_WithAWrongMapping_SaysWhatIsWrong()
    {
        using var file = new TempFile("a,b\n1,2\n");
        var mapping = MappingJson.Read("""{ "fields": { "account": "a", "name": "c" } }""").Value;
        var preview = (await tester.Preview.RunAsync(ImportTester.Ops, new ImportRequest(ImportKind.Accounts, file.Path, "x.csv", mapping), null, default)).Value!;
        preview.Errors.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Code = "column_missing", Field = "c" });
        preview.Check.Should().BeNull();
    }
}
