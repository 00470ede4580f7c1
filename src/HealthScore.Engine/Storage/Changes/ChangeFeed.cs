using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HealthScore.Engine.Storage.Changes;

/// <summary>What open pages want to hear about.</summary>
public enum Change
{
    /// <summary>A run moved on.</summary>
    Run = 1,

    /// <summary>Scores of the portfolio are new.</summary>
    Scores = 2,

    /// <summary>Data was imported.</summary>
    Data = 3,

    /// <summary>Accounts wait to be scored again.</summary>
    Marks = 4,
}

/// <summary>
/// Hears of changes on every node through PostgreSQL's LISTEN and tells the open pages.
/// Nothing depends on a message arriving: a page that missed one is right again at its next load.
/// </summary>
public sealed class ChangeFeed(NpgsqlDataSource source, TimeProvider time, ILogger<ChangeFeed> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    // By the clock, so that what a process before this one counted is less.
    private readonly long[] _last = [.. Enumerable.Repeat(time.GetUtcNow().Ticks, 1 + (int)Enum.GetValues<Change>().Max())];
    private long _heard = time.GetUtcNow().Ticks;

    // A server that went without a word, as in a failover, is missed when it does not answer; nobody else would ever say so. Tests make both short.
    internal TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far it has heard: kept before something is read, and asked about afterwards.</summary>
    public long Heard => Volatile.Read(ref _heard);

    /// <summary>True when it has heard of such a change since, of whatever accounts, or cannot tell.</summary>
    public bool HasHeard(Change change, long since) => Volatile.Read(ref _last[(int)change]) > since;

    /// <summary>Raised on a thread of its own, with the accounts it concerns, none meaning any; handlers return at once.</summary>
    public event Action<Change, IReadOnlyList<long>>? Changed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // Whatever it is: a node that gives up listening is deaf until its next start.
            catch (Exception e)
            {
                log.LogWarning("The database connection for change messages was lost ({Message}); trying again.", e.Message);
                await Task.Delay(s_pause, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        connection.Notification += (_, message) =>
        {
            if (ChangeSql.Read(message.Payload) is var (change, accounts)) Raise(change, accounts);
        };
        await using (var listen = new NpgsqlCommand(ChangeSql.Listen, connection)) await listen.ExecuteNonQueryAsync(ct);
        // What happened while nobody listened was told to nobody.
        foreach (var change in Enum.GetValues<Change>()) Raise(change, []);
        await using var ask = new NpgsqlCommand(ChangeSql.Ask, connection) { CommandTimeout = (int)Patience.TotalSeconds };
        while (true)
            if (!await connection.WaitAsync(Silence, ct)) await ask.ExecuteNonQueryAsync(ct);
    }

    private void Raise(Change change, IReadOnlyList<long> accounts)
    {
        Volatile.Write(ref _last[(int)change], Interlocked.Increment(ref _heard));
        try
        {
            Changed?.Invoke(change, accounts);
        }
        catch (Exception e)
        {
            log.LogError(e, "A page failed to handle the change {Change}", change);
        }
    }
}
