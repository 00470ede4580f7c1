using System.Collections.Concurrent;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace HealthScore.Engine.Tests.Storage.Changes;

public sealed class ChangeFeedTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Feed_KnowsWhatItHeardSince_AndTakesWhatHappenedWhileItWasCutOffForEverything()
    {
        using var feed = new ChangeFeed(database.DataSource, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        var (start, told) = (feed.Heard, new ConcurrentQueue<Change>());
        feed.Changed += (change, _) => told.Enqueue(change);
        await feed.StartAsync(default);
        await Eventually.IsAsync(async () =>
        {
            await ChangeSql.NotifyAsync(database.DataSource, Change.Data, default);
            return !told.IsEmpty;
        }, "it listens");
        (feed.HasHeard(Change.Data, start), feed.HasHeard(Change.Scores, start)).Should().Be((true, false));

        await using (var cut = database.DataSource.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen healthscore'")) await cut.ExecuteNonQueryAsync();
        await Eventually.IsAsync(() => Task.FromResult(Enum.GetValues<Change>().All(told.Contains)), "it listens again and tells of everything");
        feed.HasHeard(Change.Scores, start).Should().BeTrue();
        feed.HasHeard(Change.Scores, feed.Heard).Should().BeFalse();
        await feed.StopAsync(default);
    }
}
