using HealthScore.Domain.Primitives;
using HealthScore.Engine.Demo;
using HealthScore.Web.Tests.Browser;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Demo;

/// <summary>The running program with the demo company, scored over a year, and one browser: shared by the tests of the collection, one after the other.</summary>
public sealed class DemoApp : IAsyncLifetime
{
    private static readonly SemaphoreSlim OneStart = new(1, 1);
    private readonly Dictionary<Role, Cookie[]> sessions = [];
    private readonly DemoDatabase database = new();

    public RunningApp App { get; private set; } = null!;

    public Chromium Chromium { get; } = new();

    public static string Mail(Role role) => DemoUsers.All.Single(u => u.Role == role).Email;

    public static string Password => DemoUsers.All[0].Password;

    public async Task InitializeAsync()
    {
        App = new() { Database = await database.OpenAsync() };
        // Two that work on one loaded database start one after the other.
        await OneStart.WaitAsync();
        try
        {
            await App.InitializeAsync();
        }
        finally
        {
            OneStart.Release();
        }

        await Chromium.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await Chromium.DisposeAsync();
        await ((IAsyncLifetime)App).DisposeAsync();
        await database.CloseAsync();
    }

    /// <summary>The demo's user of that role, signed in without a browser.</summary>
    public async Task<Visitor> SignedInAsync(Role role)
    {
        var visitor = App.NewVisitor();
        (await visitor.SignInAsync(Mail(role), Password)).Headers.Location.Should().NotBeNull("the sign-in succeeds");
        return visitor;
    }

    /// <summary>Lets the demo's user of that role walk through the app in a browser of their own, where they have signed in before.</summary>
    public Task WalkAsync(Role role, Func<Tab, Task> walk, string name, string locale = "en-GB") => Chromium.WalkAsync(App.Address, async tab =>
    {
        var context = tab.Page.Context;
        if (sessions.TryGetValue(role, out var session))
        {
            await context.AddCookiesAsync(session);
        }
        else
        {
            await tab.SignInAsync(Mail(role), Password);
            sessions[role] = [.. (await context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = App.Address })];
        }

        await walk(tab);
    }, name, locale);

    /// <summary>Starts a run on the Jobs page and waits for its end; runs of before stand there as well.</summary>
    public static async Task ScoreNowAsync(Tab tab)
    {
        await tab.OpenInteractiveAsync("/jobs");
        var runs = tab.Page.Locator(".data-table tbody tr");
        var before = await runs.CountAsync();
        await tab.Page.ClickAsync("text=Score now");
        await Assertions.Expect(runs).ToHaveCountAsync(before + 1);
        await Assertions.Expect(runs.First).ToContainTextAsync("now");
        await Assertions.Expect(runs.First).ToContainTextAsync("Finished", new() { Timeout = 90_000 });
    }
}

[CollectionDefinition(Name)]
public sealed class DemoTests : ICollectionFixture<DemoApp>
{
    public const string Name = "demo company";
}

/// <summary>For tests that look at pages and leave the company's scores, models and accounts as they are: they need not wait for those that change them.</summary>
[CollectionDefinition(Name)]
public sealed class DemoPages : ICollectionFixture<DemoApp>
{
    public const string Name = "pages of the demo company";
}
