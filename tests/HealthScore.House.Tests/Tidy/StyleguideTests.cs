using System.Text.RegularExpressions;

namespace HealthScore.House.Tests.Tidy;

/// <summary>The style guide shows every part that pages share.</summary>
public sealed class StyleguideTests
{
    // What has no look of its own, or makes up whole pages: the guide stands in the one and could only name the other.
    private static readonly string[] WithoutALook = ["LiveUpdates", "PageUpdates", "BareLayout", "Brand"];

    // Grown-up editors, which need what they edit: the guide shows what they are made of.
    private static readonly string[] Editors = ["ConditionGroup"];

    private static readonly string Web = Path.Combine(Repository.Root, "src", "HealthScore.Web");

    private static readonly List<(string Part, string Folder, string Text)> Parts =
        [.. Directory.EnumerateFiles(Web, "*.razor", SearchOption.AllDirectories).Select(file => (Path.GetFileNameWithoutExtension(file), Path.GetRelativePath(Web, file).Split(Path.DirectorySeparatorChar)[0], File.ReadAllText(file)))];

    [Fact]
    public void EveryPartThatPagesShare_StandsInTheStyleguide()
    {
        var guide = string.Concat(Parts.Where(p => p.Folder == "Styleguide").Select(p => p.Text));
        Parts.Where(p => p.Folder is not ("Styleguide" or "Shell") && !WithoutALook.Contains(p.Part) && !Editors.Contains(p.Part) && (p.Folder == "Shared" || IsUsedElsewhere(p.Part, p.Folder)) && !Uses(guide, p.Part))
            .Select(p => $"{p.Folder}/{p.Part}").ShouldBeNone("the style guide has to show it, in all its states");
    }

    // Another feature's page draws with it, and has no part of its own that is called the same.
    private static bool IsUsedElsewhere(string part, string folder) => Parts.GroupBy(p => p.Folder).Any(others =>
        others.Key != folder && others.Key != "Styleguide" && others.All(p => p.Part != part) && others.Any(p => Uses(p.Text, part)));

    // Not the argument of a generic type.
    private static bool Uses(string text, string part) => Regex.IsMatch(text, $@"(?<!\w)<{part}[\s/>]");
}
