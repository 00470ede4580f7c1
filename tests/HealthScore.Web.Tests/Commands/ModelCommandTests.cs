using System.Text.RegularExpressions;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Web.Tests.Commands;

public sealed class ModelCommandTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("healthscore-models-");

    [Fact]
    public async Task Model_ImportedAndExported_IsTheSameFile()
    {
        await using (var db = new HealthScoreDb(Options()))
        {
            db.Add(new Metric("logins", "Logins", MetricKind.Count));
            await db.SaveChangesAsync();
        }

        var file = Write("model.json", ModelJson.Write(new(ScoreKind.Health, null, null, Definition, Name: "Everybody")) + "\n");
        var bad = await Verb.RunAsync(database.ConnectionString, "model", "import", Write("bad.json", """{ "kind": "health", "dimensions": [] }"""));
        (bad.ExitCode, bad.Out).Should().Be((1, ""));
        bad.Error.Should().Contain("The model has no dimension");

        var trial = await Verb.RunAsync(database.ConnectionString, "model", "import", file, "--dry-run");
        trial.Out.Should().StartWith("Everybody (Health, all accounts): would be saved as a draft").And.Contain("Preview on the data of ").And.Contain(": 0 of 0 accounts change their band");
        var published = await Verb.RunAsync(database.ConnectionString, "model", "import", file, "--publish", "From the other installation");
        (published.ExitCode, published.Error).Should().Be((0, ""));
        published.Out.Should().StartWith("Everybody (Health, all accounts): would be published").And.Contain("0 of 0 accounts change their band").And.EndWith("Everybody: published as version 1\n");

        var copy = Path.Combine(folder.FullName, "copy.json");
        (await Verb.RunAsync(database.ConnectionString, "model", "export", copy)).ExitCode.Should().Be(0);
        var exported = await File.ReadAllTextAsync(copy);
        exported.Should().Contain("\"version\": 1,").And.Contain("\"published\": ");
        Regex.Replace(exported, "  \"(version|published)\": .*\n", "").Should().Be(await File.ReadAllTextAsync(file));

        (await Verb.RunAsync(database.ConnectionString, "model", "export", copy, "--model", "Everybody", "--version", "1")).ExitCode.Should().Be(0);
        (await File.ReadAllTextAsync(copy)).Should().Be(exported);
        var unknown = await Verb.RunAsync(database.ConnectionString, "model", "export", copy, "--model", "Everybody", "--version", "2");
        (unknown.ExitCode, unknown.Error.TrimEnd()).Should().Be((1, "Everybody has no version 2; its latest is 1."));

        // A dry run shows what it would come to, and fails where the real one will.
        (await Verb.RunAsync(database.ConnectionString, "model", "import", Write("other.json", Weighing(2)))).ExitCode.Should().Be(0);
        var refused = await Verb.RunAsync(database.ConnectionString, "model", "import", Write("third.json", Weighing(3)), "--dry-run");
        refused.ExitCode.Should().Be(1);
        refused.Out.Should().Contain("Preview on the data of ");
        refused.Error.Should().Contain("Everybody has a draft by HealthScore that says something else");
    }

    private static string Weighing(double weight) => ModelJson.Write(new(ScoreKind.Health, null, null, Definition with { Dimensions = [Definition.Dimensions[0] with { Weight = weight }] }, Name: "Everybody"));

    public void Dispose() => folder.Delete(recursive: true);

    private static ModelDefinition Definition => new()
    {
        Dimensions = [new("Usage", 1.5, [new() { Id = "logins", Source = new MetricSource("logins", Aggregation.Sum, 28), Curve = new BandsCurve([1, 10.25], [0, 33.3, 100]), Note = "from 10 on it is a habit" }]) { Note = "the only one so far" }],
        Rules = [new() { RiskEvent = "champion_left", IsCap = true, Limit = 59.9, Note = "who loses its champion is not green" }],
        Schema = "https://scores.example/model.schema.json",
    };

    private DbContextOptions<HealthScoreDb> Options()
    {
        var options = new DbContextOptionsBuilder<HealthScoreDb>();
        HealthScoreDb.Configure(options, database.DataSource);
        return options.Options;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
