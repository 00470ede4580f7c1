using System.Diagnostics;
using HealthScore.Tests;

namespace HealthScore.Web.Tests.Commands;

/// <summary>Whoever presses Ctrl-C reads a sentence, not a stack.</summary>
public sealed class StoppedVerbTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("score")]
    [InlineData("export", "trends", "-o", "trends.csv")]
    [InlineData("model", "export", "models.json")]
    public async Task Verb_Stopped_SaysSoAndEndsWith130(params string[] args)
    {
        // Somebody else migrates, so that the verb is sure to be waiting when it is stopped.
        await using var other = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var block = new Npgsql.NpgsqlCommand("lock table scoring_run, scoring_model, portfolio_day, scoring_model_version in access exclusive mode", other, transaction)) await block.ExecuteNonQueryAsync();

        using var process = Verb.Start(database.ConnectionString, args);
        var error = process.StandardError.ReadToEndAsync();
        await Eventually.IsAsync(async () => process.HasExited || await WaitingAsync() > 0, "the verb waits for the lock");
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

        process.ExitCode.Should().Be(130);
        (await error).Trim().Should().Be("Stopped before it was done. What was finished stays; start it again to go on.");
    }

    private async Task<long> WaitingAsync()
    {
        await using var command = database.DataSource.CreateCommand("select count(*) from pg_locks l join pg_database d on d.oid = l.database where not l.granted and d.datname = current_database()");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
