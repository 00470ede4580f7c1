using HealthScore.Domain.Primitives;
using HealthScore.Web.Shared;
using Npgsql;

namespace HealthScore.Web.Tests.Shared;

public sealed class OutageTests
{
    [Fact]
    public async Task Try_WhileTheDatabaseIsAway_SaysSo_AndLetsBugsThrough()
    {
        (await Outage.TryAsync<int>(() => throw new InvalidOperationException("behind it", new NpgsqlException("away")))).Errors.Should().ContainSingle(e => e.Message == Outage.Words);
        (await Outage.TryAsync(() => Task.FromResult(Result<int>.Ok(5)))).Value.Should().Be(5);
        await FluentActions.Awaiting(() => Outage.TryAsync<int>(() => throw new InvalidOperationException("a bug"))).Should().ThrowAsync<InvalidOperationException>();
    }
}
