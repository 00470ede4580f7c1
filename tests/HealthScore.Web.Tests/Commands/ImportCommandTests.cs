using HealthScore.Tests;

namespace HealthScore.Web.Tests.Commands;

public sealed class ImportCommandTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("healthscore-verbs-");

    [Fact]
    public async Task Import_OfAGoodFile_ReportsWhatItDid()
    {
        var file = Write("customers.csv", "account_id;name;signup_date;arr\nA;Alder;16.10.2023;1.200,50\nB;Birch;01.02.2024;900\n");
        var first = await Verb.RunAsync(database.ConnectionString, "import", "accounts", file);
        var second = await Verb.RunAsync(database.ConnectionString, "import", "accounts", file);
        (first.ExitCode, second.ExitCode).Should().Be((0, 0));
        first.Out.Should().StartWith("Imported customers.csv: 2 rows, 2 added, 0 changed, 0 unchanged, 0 warnings, ");
        second.Out.Should().StartWith("Imported customers.csv: 2 rows, 0 added, 0 changed, 2 unchanged, 0 warnings, ");
        (first.Error + second.Error).Should().BeEmpty();
    }

    [Fact]
    public async Task Import_OfABadFile_NamesTheFirstTwentyCellsAndWritesNothing()
    {
        var file = Write("readings.csv", "account_id,day,metric,value\n" + string.Concat(Enumerable.Range(1, 25).Select(i => $"A,2024-03-{i:00},logins,many\n")));
        var verb = await Verb.RunAsync(database.ConnectionString, "import", "readings", file);
        verb.ExitCode.Should().Be(1);
        verb.Out.Should().BeEmpty();
        var lines = verb.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(22);
        lines[0].Should().StartWith("row 2, column value: “many”: ");
        lines[20].Should().Be("and 5 more.");
        lines[21].Should().Be("readings.csv has 25 errors in 25 rows. Nothing was written.");
    }

    [Fact]
    public async Task Import_WithAMappingAsATrial_ReadsByItAndWritesNothing()
    {
        var file = Write("deals.csv", "who;what;when\nZ;won;2024-05-01\n");
        var map = Write("map.json", """{ "fields": { "account": "who", "day": "when", "kind": { "column": "what", "words": { "won": "expanded" } } }, "unknown_accounts": "create" }""");
        var trial = await Verb.RunAsync(database.ConnectionString, "import", "outcomes", file, "--map", map, "--dry-run");
        trial.Out.Should().StartWith("Would import deals.csv: 1 row, 1 added, ");
        trial.ExitCode.Should().Be(0);
        await using var command = database.DataSource.CreateCommand("select count(*) from outcome");
        (await command.ExecuteScalarAsync()).Should().Be(0L);
    }

    [Fact]
    public async Task Import_WithAMappingThatIsNone_SaysWhatIsWrong()
    {
        var verb = await Verb.RunAsync(database.ConnectionString, "import", "contacts", Write("people.csv", "a\n1\n"), "--map", Write("bad.json", """{ "feilds": {} }"""));
        verb.ExitCode.Should().Be(1);
        verb.Error.Should().Contain("\"feilds\"");
    }

    [Fact]
    public async Task Import_OfAFileThatIsNotThere_IsRefused()
    {
        var verb = await Verb.RunAsync(database.ConnectionString, "import", "accounts", "no-such-file.csv");
        verb.ExitCode.Should().Be(1);
        verb.Error.Should().Contain("no-such-file.csv");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
