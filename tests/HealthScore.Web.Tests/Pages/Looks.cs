using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Routes;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Pages;

/// <summary>Opens pages and looks at them as people do.</summary>
internal static class Looks
{
    private static readonly HashSet<string> Declared =
        [.. typeof(Program).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes(typeof(RouteAttribute), inherit: false)).Cast<RouteAttribute>().Select(route => route.Template)];

    /// <summary>An address of every page that an admin sees. The style guide has tests of its own.</summary>
    public static IEnumerable<string> Pages => Expected.All
        .Where(line => Declared.Contains(line.Pattern) && line.For(Role.Admin) == Answer.Allow && line.Pattern is not ("/styleguide" or "/setup" or "/signin"))
        .Select(line => line.Path);

    /// <summary>Opens the page once and looks at it in every width and theme.</summary>
    public static async Task CheckAsync(Tab tab, string path, Look how = Look.Usual)
    {
        var faultsBefore = tab.Faults.Count;
        await tab.Page.GotoAsync(path);
        await Assertions.Expect(tab.Page.Locator("h1")).ToBeVisibleAsync();
        List<string> wrong = [.. await tab.LookAsync(how)];
        if (await tab.Page.GetByText("This page could not be shown").IsVisibleAsync()) wrong.Add("the page failed");
        // The browser itself reports an answer that is no 200 as an error.
        wrong.AddRange(tab.Faults.Skip(faultsBefore).Where(fault => !fault.StartsWith("Failed to load resource: the server responded with a status of 40", StringComparison.Ordinal)));
        string.Join('\n', wrong).Should().BeEmpty(path);
    }

    /// <summary>A name for files about it.</summary>
    public static string Name(string path) => string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
