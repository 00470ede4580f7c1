namespace HealthScore.House.Tests.Packaging;

public sealed class YamlTests
{
    [Fact]
    public void Keys_ListsAndQuotes_AreRead() =>
        Yaml.Read("a:\n  # why\n  b: \"1:2\"\n  c:\n    - x\n    - y\nd: z\n").Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["a"] = "", ["a/b"] = "1:2", ["a/c"] = "", ["a/c/0"] = "x", ["a/c/1"] = "y", ["d"] = "z",
        });

    [Theory]
    [InlineData("a:\n\tb: 1")]
    [InlineData("a:\n b: 1")]
    [InlineData("a: 1\na: 2")]
    [InlineData("just words")]
    public void Mistake_IsRefused(string text) => ((Action)(() => Yaml.Read(text))).Should().Throw<FormatException>();
}
