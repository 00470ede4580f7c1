using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Browser;

/// <summary>One Chromium for all browser tests of a class or collection.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // A machine that also builds is slow; a browser that waits costs nothing.
    private const int Patience = 30_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly string? Program = Find();
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Why browser tests cannot run; null when they can.</summary>
    public static string? Missing => Program is null ? "Chromium is not installed: install the package chromium, or name its program in HEALTHSCORE_CHROMIUM" : null;

    public async Task InitializeAsync()
    {
        if (Program is null)
            return;
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Timeout = 3 * Patience,
            // As root, in a container, without a network: nothing but our own pages is asked for.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>A fresh page on the app: no cookies, the theme as the system has it, faults of its scripts collected.</summary>
    public async Task<Tab> OpenAsync(string address, string theme = "light", int width = 1440, string locale = "en-GB")
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = address,
            Locale = locale,
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = 900 },
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Patience);
        return new(await context.NewPageAsync());
    }

    /// <summary>Lets somebody walk through the app in a fresh page. When they get stuck, what they saw is kept under TestResults.</summary>
    public async Task WalkAsync(string address, Func<Tab, Task> walk, string name, string locale = "en-GB")
    {
        await using var tab = await OpenAsync(address, locale: locale);
        try
        {
            await walk(tab);
        }
        catch (Exception e)
        {
            throw new Xunit.Sdk.XunitException($"{e.Message}\nStuck at {tab.Page.Url}; kept in {await tab.KeepAsync(name)}. {string.Join('\n', tab.Faults)}", e);
        }
    }

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Prepend("/usr/bin");
        return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .Prepend(Environment.GetEnvironmentVariable("HEALTHSCORE_CHROMIUM")).FirstOrDefault(File.Exists);
    }
}
