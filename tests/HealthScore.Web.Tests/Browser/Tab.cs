using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Browser;

/// <summary>A page in the browser and what went wrong in it.</summary>
public sealed class Tab : IAsyncDisposable
{
    // Run by ourselves: Deque's RunAxe loads the script anew each time and hands over everything that passed, which takes four times as long.
    private const string Violations =
        """
        async ({ at, within }) => {
          // Else what the header happens to cover counts as too small to be touched.
          scrollTo({ top: 0, behavior: "instant" });
          const runOnly = at === "Whole" ? { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }
            : { type: "rule", values: at === "Colours" ? ["color-contrast", "link-in-text-block"] : ["target-size", "scrollable-region-focusable"] };
          const result = await axe.run(within ?? document, { runOnly, resultTypes: ["violations"], preload: at === "Whole" });
          return result.violations.map(v => `${v.id}: ${v.help}\n${v.nodes.map(n => `    ${n.html}\n    ${n.failureSummary}`).join("\n")}`).join("\n");
        }
        """;

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

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly List<string> faults = [];
    private readonly SemaphoreSlim rendered = new(0);

    public Tab(IPage page)
    {
        Page = page;
        page.PageError += (_, message) => faults.Add(message);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                faults.Add(message.Text);
        };
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            if (frame.Binary?.AsSpan().IndexOf("JS.RenderBatch"u8) >= 0)
                rendered.Release();
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

    /// <summary>Opens a page and waits until the server listens to it: before that a click is seen by nobody.</summary>
    public async Task OpenInteractiveAsync(string path)
    {
        // The page before is left first: what it still hears from the server must not be taken for this one's.
        await Page.GotoAsync("about:blank");
        while (rendered.CurrentCount > 0) await rendered.WaitAsync();
        await Page.GotoAsync(path);
        (await rendered.WaitAsync(TimeSpan.FromSeconds(60))).Should().BeTrue($"{path} becomes interactive");
        await Page.WaitForTimeoutAsync(200);
        await Page.WaitForFunctionAsync("!document.querySelector('main [inert]')");
    }

    /// <summary>Fails with every rule of WCAG 2.2 AA that the page breaks, and where.</summary>
    public async Task ShouldBeAccessibleAsync() => (await ViolationsAsync()).Should().BeEmpty(Page.Url);

    /// <summary>Every rule of WCAG 2.2 AA that the page breaks, and where; empty when it breaks none.</summary>
    /// <param name="at">By which rules.</param>
    /// <param name="within">The selector of the part that is looked at; null: the whole page.</param>
    public async Task<string> ViolationsAsync(Looked at = Looked.Whole, string? within = null)
    {
        if (!await Page.EvaluateAsync<bool>("'axe' in window")) await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string>(Violations, new { at = at.ToString(), within });
    }

    /// <summary>Looks at the page as it stands, as people do: on screens from a phone to a large one, light and dark. Returns what is wrong, a line each.</summary>
    public async Task<IReadOnlyList<string>> LookAsync(Look how = Look.Usual)
    {
        var wrong = new List<string>();
        foreach (var width in new[] { 2560, 1024, 390, 1440 })
        {
            await Page.SetViewportSizeAsync(width, 900);
            if (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") is > 0 and var pixels) wrong.Add($"{width}: {pixels} pixels wider than the window");
            if (await Page.EvaluateAsync<string>(OpenMenus) is { Length: > 0 } menus) wrong.Add($"{width}: beyond the window when open: {menus}");
            if (width == 1440 || (width == 390 && how == Look.Everywhere)) await NoteAsync($"{width}", Looked.Whole);
            else if (width == 390 && how == Look.Usual) await NoteAsync("390", Looked.Narrow);
            if (how == Look.Quick || !(width == 1440 || (width == 390 && how == Look.Everywhere))) continue;
            await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await NoteAsync($"{width} dark", Looked.Colours);
            await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }

        return wrong;

        async Task NoteAsync(string look, Looked at)
        {
            if (await ViolationsAsync(at) is { Length: > 0 } violations) wrong.Add($"{look}: {violations}");
        }
    }

    /// <summary>Fails when <see cref="LookAsync"/> finds something.</summary>
    public async Task ShouldLookRightAsync(Look how = Look.Usual) => string.Join('\n', await LookAsync(how)).Should().BeEmpty(Page.Url);

    /// <summary>Keeps what is to be seen, and says where.</summary>
    public async Task<string> KeepAsync(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "TestResults", name);
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "page.png"), FullPage = true });
        await File.WriteAllTextAsync(Path.Combine(folder, "page.html"), await Page.ContentAsync());
        return folder;
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        rendered.Dispose();
    }
}

/// <summary>By which rules a page is looked at: what was looked at as a whole in one width and theme differs in few of them in another.</summary>
public enum Looked
{
    Whole = 1,
    Colours,
    Narrow,
}

/// <summary>How closely a page is looked at. Always: its width on four screens, and all rules in the light on the usual one.</summary>
public enum Look
{
    /// <summary>No more than that: its parts are looked at elsewhere.</summary>
    Quick = 1,

    /// <summary>Its colours in the dark as well, and on the phone what differs there: what a finger and a key can reach.</summary>
    Usual,

    /// <summary>All rules on the phone as well, and its colours in the dark.</summary>
    Everywhere,
}
