using HealthScore.Engine.Access;

namespace HealthScore.Engine.Tests.Access;

public sealed class RandomPasswordTests
{
    [Fact]
    public void RandomPasswords_AreReadableAndDiffer()
    {
        var passwords = Enumerable.Range(0, 50).Select(_ => RandomPassword.New()).ToArray();
        passwords.Should().OnlyHaveUniqueItems().And.AllSatisfy(p => p.Should().MatchRegex("^[a-z2-9]{4}(-[a-z2-9]{4}){3}$").And.NotMatchRegex("[ilo01]"));
    }
}
