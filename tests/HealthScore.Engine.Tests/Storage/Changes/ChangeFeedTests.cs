using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace HealthScore.Engine.Tests.Storage.Changes;

public sealed class ChangeFeedTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Feed_KnowsWhatItHeardSince_AndTakesWhatHappenedWhileItWasDeafForEverything()
    {
        using var feed = new ChangeFeed(database.DataSource, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        var told = ToldBy(feed);
        // A page that was loaded before the program listens.
        var loaded = feed.Heard;
        await feed.StartAsync(default);
        await HearsOfAllAsync(told);
        Enum.GetValues<Change>().Should().OnlyContain(change => feed.HasHeard(change, loaded));

        var start = feed.Heard;
        await ChangeSql.NotifyAsync(database.DataSource, Change.Data, default);
        await Eventually.IsAsync(() => Task.FromResult(feed.HasHeard(Change.Data, start)), "it listens");
        feed.HasHeard(Change.Scores, start).Should().BeFalse();

        told.Clear();
        await using (var cut = database.DataSource.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen healthscore'")) await cut.ExecuteNonQueryAsync();
        await HearsOfAllAsync(told);
        feed.HasHeard(Change.Scores, start).Should().BeTrue();
        feed.HasHeard(Change.Scores, feed.Heard).Should().BeFalse();
        await feed.StopAsync(default);
    }

    [Fact]
    public async Task Feed_WhoseServerFallsSilentWithoutAWord_ListensToAnotherConnection()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = "listener" });
        using var feed = new ChangeFeed(source, TimeProvider.System, NullLogger<ChangeFeed>.Instance) { Silence = TimeSpan.FromMilliseconds(100), Patience = TimeSpan.FromSeconds(1) };
        var told = ToldBy(feed);
        await feed.StartAsync(default);
        await HearsOfAllAsync(told);
        var silent = await ListenerAsync();
        await SignalAsync("STOP", silent);
        try
        {
            told.Clear();
            await HearsOfAllAsync(told);
            var start = feed.Heard;
            await ChangeSql.NotifyAsync(database.DataSource, Change.Data, default);
            await Eventually.IsAsync(() => Task.FromResult(feed.HasHeard(Change.Data, start)), "it listens again");
            (await ListenerAsync()).Should().NotBe(silent);
        }
        finally
        {
            await SignalAsync("CONT", silent);
            await feed.StopAsync(default);
        }
    }

    private static ConcurrentQueue<Change> ToldBy(ChangeFeed feed)
    {
        var told = new ConcurrentQueue<Change>();
        feed.Changed += (change, _) => told.Enqueue(change);
        return told;
    }

    private static Task HearsOfAllAsync(ConcurrentQueue<Change> told) =>
        Eventually.IsAsync(() => Task.FromResult(Enum.GetValues<Change>().All(told.Contains)), "it listens and tells of everything");

    private async Task<int> ListenerAsync()
    {
        await using var command = database.DataSource.CreateCommand("select pid from pg_stat_activity where application_name = 'listener' order by backend_start desc limit 1");
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        kill.ExitCode.Should().Be(0);
    }
}
