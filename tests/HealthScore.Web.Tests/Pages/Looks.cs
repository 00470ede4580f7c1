using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Routes;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Pages;

/// <summary>Looks at pages as people do: light and dark, on a wide screen and on a phone.</summary>
internal static class Looks
{
    private static readonly HashSet<string> Declared =
        [.. typeof(Program).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), inherit: false)).Cast<RouteAttribute>().Select(route => route.Template)];

    // Each menu for itself, as people see it, and closed again.
    private const string OpenMenus =
        """
        [...document.querySelectorAll("details.drop-menu")].filter(menu => {
          menu.open = true;
          const box = menu.querySelector(".panel").getBoundingClientRect();
          menu.open = false;
          return box.left < 0 || box.right > innerWidth;
        }).map(menu => menu.querySelector("summary").textContent).join(", ")
        """;

    /// <summary>An address of every page that an admin sees. The style guide has tests of its own.</summary>
    public static IEnumerable<string> Pages => Expected.All
        .Where(line => Declared.Contains(line.Pattern) && line.For(Role.Admin) == Answer.Allow && line.Pattern is not ("/styleguide" or "/setup" or "/signin"))
        .Select(line => line.Path);

    /// <summary>Opens the page once and looks at it in every theme and width.</summary>
    public static async Task CheckAsync(Tab tab, string path)
    {
        var faultsBefore = tab.Faults.Count;
        await tab.Page.GotoAsync(path);
        await Assertions.Expect(tab.Page.Locator("h1")).ToBeVisibleAsync();
        var wrong = new List<string>();
        foreach (var width in new[] { 1440, 390 })
        {
            await tab.Page.SetViewportSizeAsync(width, 900);
            if (await tab.OverhangAsync() is > 0 and var pixels) wrong.Add($"{width}: {pixels} pixels wider than the window");
            if (await tab.Page.EvaluateAsync<string>(OpenMenus) is { Length: > 0 } menus) wrong.Add($"{width}: beyond the window when open: {menus}");
            foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await tab.Page.EmulateMediaAsync(new() { ColorScheme = theme });
                // A theme changes colours and nothing else.
                if (await tab.ViolationsAsync(ofColours: theme == ColorScheme.Dark) is { Length: > 0 } violations) wrong.Add($"{width} {theme}: {violations}");
            }
        }

        if (await tab.Page.GetByText("This page could not be shown").IsVisibleAsync()) wrong.Add("the page failed");
        // The browser itself reports an answer that is no 200 as an error.
        wrong.AddRange(tab.Faults.Skip(faultsBefore).Where(fault => !fault.StartsWith("Failed to load resource: the server responded with a status of 40", StringComparison.Ordinal)));
        string.Join('\n', wrong).Should().BeEmpty(path);
    }

    /// <summary>A name for files about it.</summary>
    public static string Name(string path) => string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
