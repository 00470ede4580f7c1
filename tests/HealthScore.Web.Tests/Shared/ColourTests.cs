using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthScore.Web.Tests.Shared;

/// <summary>The colours of tokens.css keep the contrasts of WCAG 2.2 AA in both themes, and the bands stay apart for the colour-blind.</summary>
public sealed partial class ColourTests
{
    private static readonly Dictionary<string, (string Light, string Dark)> Tokens = Token().Matches(File.ReadAllText(Path.Combine(Root(), "src/HealthScore.Web/wwwroot/css/tokens.css")))
        .ToDictionary(m => m.Groups[1].Value, m => (m.Groups[2].Value, m.Groups[3].Value));

    private static readonly string[] Bands = ["red", "yellow", "green"];

    // Viénot, Brettel and Mollon 1999, as tabulated by Machado, Oliveira and Fernandes 2009 for severity 1.
    private static readonly Dictionary<string, double[]> Sight = new()
    {
        ["everybody"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["protanopia"] = [.152286, 1.052583, -.204868, .114503, .786281, .099216, -.003882, -.048116, 1.051998],
        ["deuteranopia"] = [.367322, .860646, -.227968, .280085, .672501, .047413, -.011820, .042940, .968881],
        ["tritanopia"] = [1.255528, -.076749, -.178779, -.078411, .930809, .147602, .004733, .691367, .303900],
    };

    public static TheoryData<string, string, double> Pairs => new()
    {
        { "ink", "page", 7 }, { "ink", "surface", 7 }, { "ink", "sunken", 7 }, { "ink", "hover", 7 },
        { "ink-2", "page", 4.5 }, { "ink-2", "surface", 4.5 }, { "ink-2", "sunken", 4.5 }, { "ink-2", "hover", 4.5 },
        { "ink-3", "page", 4.5 }, { "ink-3", "surface", 4.5 }, { "ink-3", "sunken", 4.5 }, { "ink-3", "hover", 4.5 },
        { "accent", "page", 4.5 }, { "accent", "surface", 4.5 }, { "on-ink", "ink", 4.5 }, { "on-ink", "ink-hover", 4.5 },
        { "edge", "surface", 3 }, { "edge", "page", 3 },
        { "red", "surface", 3 }, { "yellow", "surface", 3 }, { "green", "surface", 3 }, { "unknown", "surface", 3 },
        { "red-text", "surface", 4.5 }, { "yellow-text", "surface", 4.5 }, { "green-text", "surface", 4.5 }, { "unknown-text", "surface", 4.5 },
        { "red-text", "red-tint", 4.5 }, { "yellow-text", "yellow-tint", 4.5 }, { "green-text", "green-tint", 4.5 }, { "unknown-text", "unknown-tint", 4.5 },
        { "ink-2", "red-tint", 4.5 }, { "ink-2", "yellow-tint", 4.5 }, { "ink-2", "green-tint", 4.5 }, { "ink-2", "unknown-tint", 4.5 }, { "ink-2", "accent-tint", 4.5 },
    };

    public static TheoryData<string> Sights => [.. Sight.Keys];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Colour_StandsOutFromItsGround(string colour, string ground, double atLeast)
    {
        Contrast(Tokens[colour].Light, Tokens[ground].Light).Should().BeGreaterThanOrEqualTo(atLeast, "in the light theme");
        Contrast(Tokens[colour].Dark, Tokens[ground].Dark).Should().BeGreaterThanOrEqualTo(atLeast, "in the dark theme");
    }

    [Theory]
    [MemberData(nameof(Sights))]
    public void Bands_StayApart_InBothThemes(string sight)
    {
        ShouldDiffer([.. Bands.Select(b => Tokens[b].Light)], Sight[sight]);
        ShouldDiffer([.. Bands.Select(b => Tokens[b].Dark)], Sight[sight]);
    }

    private static void ShouldDiffer(string[] colours, double[] sight)
    {
        var lab = colours.Select(c => Lab(c, sight)).ToList();
        foreach (var (a, b) in new[] { (0, 1), (0, 2), (1, 2) })
            Math.Sqrt(lab[a].Zip(lab[b], (x, y) => (x - y) * (x - y)).Sum()).Should().BeGreaterThan(20, $"{Bands[a]} and {Bands[b]} must differ");
    }

    private static double Contrast(string one, string other)
    {
        double[] light = [Luminance(Linear(one)), Luminance(Linear(other))];
        return (light.Max() + .05) / (light.Min() + .05);
    }

    private static double[] Linear(string hex) =>
        [.. Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(c => c <= .04045 ? c / 12.92 : Math.Pow((c + .055) / 1.055, 2.4))];

    private static double Luminance(double[] c) => .2126 * c[0] + .7152 * c[1] + .0722 * c[2];

    private static double[] Lab(string hex, double[] m)
    {
        var c = Linear(hex);
        double[] seen = [.. Enumerable.Range(0, 3).Select(r => Math.Clamp(m[3 * r] * c[0] + m[3 * r + 1] * c[1] + m[3 * r + 2] * c[2], 0, 1))];
        double x = F((.4124 * seen[0] + .3576 * seen[1] + .1805 * seen[2]) / .95047), y = F(Luminance(seen)), z = F((.0193 * seen[0] + .1192 * seen[1] + .9505 * seen[2]) / 1.08883);
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
        static double F(double t) => t > .008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "HealthScore.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")]
    private static partial Regex Token();
}
