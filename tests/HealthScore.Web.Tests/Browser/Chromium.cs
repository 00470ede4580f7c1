using Microsoft.Playwright;

namespace HealthScore.Web.Tests.Browser;

/// <summary>One Chromium for all browser tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string? Path = new[] { Environment.GetEnvironmentVariable("HEALTHSCORE_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Why browser tests cannot run; null when they can.</summary>
    public static string? Missing => Path is null ? "Chromium is not installed: install the package chromium, or name its program in HEALTHSCORE_CHROMIUM" : null;

    public async Task InitializeAsync()
    {
        if (Path is null)
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            // As root, in a container, without a network: nothing but our own pages is asked for.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>A fresh page on the app: no cookies, the theme as the system has it, faults of its scripts collected.</summary>
    public async Task<Tab> OpenAsync(string address, string theme = "light", int width = 1440)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = address,
            Locale = "en-GB",
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        return new(await context.NewPageAsync());
    }
}
