using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Tests.Primitives;

public sealed class ActorTests
{
    [Theory]
    [InlineData(Role.Csm, null, false, null)]
    [InlineData(Role.Csm, 7, false, null)]
    [InlineData(Role.Csm, 7, true, 7)]
    [InlineData(Role.Leadership, null, true, -1)]
    [InlineData((Role)0, 7, false, -1)]
    [InlineData((Role)0, 7, true, -1)]
    public void Scope_IsTheBoundOfEveryQuery(Role role, int? owner, bool onlyOwn, int? scope) =>
        new Actor("u", "Somebody", role, owner, onlyOwn).Scope.Should().Be(scope);

    [Fact]
    public void ARoleThatIsNone_AllowsNothing() =>
        Enum.GetValues<Permission>().Should().NotContain(p => default(Role).Allows(p));
}
