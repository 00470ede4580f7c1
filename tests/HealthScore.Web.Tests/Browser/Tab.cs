using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Browser;

/// <summary>A page in the browser and what went wrong in it.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly List<string> faults = [];

    public Tab(IPage page)
    {
        Page = page;
        page.PageError += (_, message) => faults.Add(message);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                faults.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Script errors and refusals of the content policy so far.</summary>
    public IReadOnlyList<string> Faults => faults;

    public async Task SignInAsync(string mail, string password = RunningApp.Password)
    {
        await Page.GotoAsync("/signin");
        await Page.FillAsync("#mail", mail);
        await Page.FillAsync("#password", password);
        await Page.ClickAsync("button[type=submit]");
        await Page.WaitForURLAsync(url => !url.Contains("/signin", StringComparison.Ordinal));
    }

    /// <summary>Fails with every rule of WCAG 2.2 AA that the page breaks, and where.</summary>
    public async Task ShouldBeAccessibleAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice") });
        string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help}\n    {string.Join("\n    ", v.Nodes.Select(n => n.Html))}")).Should().BeEmpty(Page.Url);
    }

    /// <summary>Fails when the page is wider than the window.</summary>
    public async Task ShouldFitAsync() =>
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).Should().BeLessThanOrEqualTo(0, $"{Page.Url} must not scroll sideways");

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
