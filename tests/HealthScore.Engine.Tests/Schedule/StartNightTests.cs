using HealthScore.Engine.Schedule;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage.Retention;
using HealthScore.Engine.Tests.Ingest;
using HealthScore.Engine.Tests.Segments;
using HealthScore.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HealthScore.Engine.Tests.Schedule;

/// <summary>A day begins with the accounts placed by it, whatever becomes of the night's run.</summary>
public sealed class StartNightTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly SegmentDesk _desk = new(database);

    public async Task InitializeAsync()
    {
        await _desk.Import.ResetAsync();
        _desk.Today = new(2024, 7, 1);
        await _desk.MakeAsync("Renewing", """{"field":"renewal","within_next":30}""");
        await _desk.AccountsAsync("account,start,segment,renewal\nA,2024-01-01,Plain,2024-09-01\nB,2024-01-01,Plain,2025-01-01\n");
        _desk.Today = new(2024, 8, 2);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Night_WhoseRunAPersonHadStarted_PlacesAllTheSame()
    {
        (await Start.NowAsync(ImportTester.Ops, default)).IsOk.Should().BeTrue();
        await _desk.Import.RowsAsync("update scoring_run set status = 3 returning 1");

        await WakeAsync();

        (await _desk.Import.CountAsync("scoring_run")).Should().Be(1, "there is no day left to be scored");
        (await _desk.WhereAsync()).Should().Be("A:Renewing B:Plain");
    }

    [Fact]
    public async Task Placing_ThatFails_LeavesTheRunQueued_AndIsDoneByALaterWake()
    {
        await DoAsync("""
            create function refuse() returns trigger language plpgsql as 'begin raise exception ''not now''; end';
            create trigger refuse before insert on account_state execute function refuse()
            """);
        await WakeAsync();
        (await _desk.WhereAsync()).Should().Be("A:Plain B:Plain");
        (await _desk.Import.CountAsync("scoring_run")).Should().Be(1);

        await DoAsync("drop function refuse cascade");
        await WakeAsync();
        (await _desk.WhereAsync()).Should().Be("A:Renewing B:Plain");
        (await _desk.Import.CountAsync("scoring_run")).Should().Be(1);
    }

    [Fact]
    public async Task Day_IsPlacedOnce()
    {
        await WakeAsync();
        await _desk.Import.RowsAsync("update account_state set segment_id = given_segment_id, is_placed = false where is_placed returning 1");
        await WakeAsync();
        (await _desk.WhereAsync()).Should().Be("A:Plain B:Plain", "nothing looked at it again");
        _desk.Today = _desk.Today.AddDays(1);
        await WakeAsync();
        (await _desk.WhereAsync()).Should().Be("A:Renewing B:Plain");
    }

    private StartRun Start => new(_desk.Import.Factory, _desk.Import.Clock, new KeptDays(Options.Create(new RetentionOptions()), _desk.Import.Clock));

    // Each time as another node does that knows nothing of the wakes before.
    private Task WakeAsync() => new StartNight(Start, _desk.Import.Place, _desk.Import.Clock, NullLogger<StartNight>.Instance).RunAsync(default);

    private async Task DoAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
