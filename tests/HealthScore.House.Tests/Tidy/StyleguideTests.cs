namespace HealthScore.House.Tests.Tidy;

/// <summary>The style guide shows every part that pages share.</summary>
public sealed class StyleguideTests
{
    // What has no look of its own, or makes up whole pages: the guide stands in the one and could only name the other.
    private static readonly string[] WithoutALook = ["LiveUpdates", "BareLayout", "Brand"];

    [Fact]
    public void EveryPartOfShared_StandsInTheStyleguide()
    {
        var web = Path.Combine(Repository.Root, "src", "HealthScore.Web");
        var guide = string.Concat(Directory.EnumerateFiles(Path.Combine(web, "Styleguide"), "*.razor").Select(File.ReadAllText));
        Directory.EnumerateFiles(Path.Combine(web, "Shared"), "*.razor", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(part => !WithoutALook.Contains(part) && !guide.Contains($"<{part} ", StringComparison.Ordinal) && !guide.Contains($"<{part}>", StringComparison.Ordinal))
            .ShouldBeNone("the style guide has to show it, in all its states");
    }
}
