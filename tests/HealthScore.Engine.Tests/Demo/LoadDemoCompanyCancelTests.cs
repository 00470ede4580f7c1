using HealthScore.Domain.Primitives;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Demo;

/// <summary>Whole or not at all.</summary>
public sealed class LoadDemoCompanyCancelTests : IAsyncLifetime
{
    private readonly LoadedDemo _demo = new();

    public Task InitializeAsync() => _demo.PrepareAsync();

    public Task DisposeAsync() => _demo.DisposeAsync();

    [Fact]
    public async Task Load_CancelledHalfWay_LeavesNothingAndMayBeRepeated()
    {
        using var cancel = new CancellationTokenSource();
        var load = () => _demo.LoadAsync(Actor.System, 900, progress: new Canceller(cancel), ct: cancel.Token);
        await load.Should().ThrowAsync<OperationCanceledException>();

        await using var db = _demo.Database();
        (await db.Accounts.AnyAsync() || await db.Metrics.AnyAsync() || await db.Users.AnyAsync()).Should().BeFalse();
        (await _demo.LoadAsync(Actor.System, 30)).IsOk.Should().BeTrue();
    }

    private sealed class Canceller(CancellationTokenSource cancel) : IProgress<int>
    {
        public void Report(int value) => cancel.Cancel();
    }
}
