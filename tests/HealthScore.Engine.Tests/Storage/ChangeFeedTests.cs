using System.Collections.Concurrent;
using HealthScore.Engine.Storage.Changes;
using HealthScore.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace HealthScore.Engine.Tests.Storage;

/// <summary>A node hears of changes, also after its connection was lost. What it missed meanwhile it takes for everything.</summary>
public sealed class ChangeFeedTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Listeners = "select count(*) from pg_stat_activity where datname = current_database() and query = 'listen healthscore'";

    [Fact]
    public async Task Connection_ThatIsLost_IsMadeAgain_AndEverythingCountsAsChanged()
    {
        using var feed = new ChangeFeed(database.DataSource, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        var heard = new ConcurrentQueue<(Change Change, long[] Accounts)>();
        feed.Changed += (change, accounts) => heard.Enqueue((change, [.. accounts]));
        await feed.StartAsync(default);
        await Eventually.IsAsync(async () => await CountAsync(Listeners) == 1, "it listens");
        heard.Should().BeEmpty("nothing was missed before it began");
        await NotifyAsync(Change.Data, [7]);
        await Eventually.IsAsync(() => Task.FromResult(!heard.IsEmpty), "it hears");
        heard.Should().ContainSingle().Which.Should().BeEquivalentTo((Change.Data, new long[] { 7 }));

        heard.Clear();
        await CountAsync($"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and query = 'listen healthscore'");
        await Eventually.IsAsync(async () => await CountAsync(Listeners) == 0, "its connection is gone");
        await NotifyAsync(Change.Scores, [8]);

        await Eventually.IsAsync(() => Task.FromResult(heard.Count >= 4), "it has caught up");
        heard.Should().OnlyContain(h => h.Accounts.Length == 0, "of what was said meanwhile nobody knows whom it was about");
        heard.Select(h => h.Change).Should().BeEquivalentTo(Enum.GetValues<Change>());
        heard.Clear();
        await NotifyAsync(Change.Marks, []);
        await Eventually.IsAsync(() => Task.FromResult(!heard.IsEmpty), "it hears again");
        await feed.StopAsync(default);
    }

    private async Task NotifyAsync(Change change, long[] accounts)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await ChangeSql.NotifyAsync(connection, change, accounts, default);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
