using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HealthScore.Domain.Primitives;
using HealthScore.Tests;
using HealthScore.Web.Tests.Browser;
using HealthScore.Web.Tests.Commands;
using HealthScore.Web.Tests.Demo;
using Microsoft.Playwright;
using Npgsql;

namespace HealthScore.Web.Tests.Paths;

/// <summary>The program dies under an open page and comes back: so does the page, with what was being written.</summary>
public sealed class RestartTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private readonly DemoDatabase database = new();
    private string connectionString = "";

    public async Task InitializeAsync() => connectionString = await database.OpenAsync();

    public Task DisposeAsync() => database.CloseAsync();

    [BrowserFact]
    public async Task Program_KilledAndStartedAnew_IsFoundAgain_WithWhatWasBeingWritten()
    {
        var (account, address) = (await AccountAsync(), FreeAddress());
        using var killed = Serve(address);
        Process? anew = null;
        try
        {
            await chromium.WalkAsync(address, async tab =>
            {
                var page = tab.Page;
                await Eventually.IsAsync(async () => killed.HasExited || await IsReadyAsync(address), "the program serves");
                await tab.SignInAsync(DemoApp.Mail(Role.CsOps), DemoApp.Password);
                await tab.OpenInteractiveAsync($"/accounts/{account}");
                await page.GetByRole(AriaRole.Button, new() { Name = "Record a touch" }).ClickAsync();
                await page.Locator("#touch-note").FillAsync("Typed before the power went");
                await page.GetByRole(AriaRole.Button, new() { Name = "Move to another stage" }).ClickAsync();
                await page.Locator("#move-reason").FillAsync("Be");

                killed.Kill();
                await Assertions.Expect(page.GetByText("Connection lost.")).ToBeVisibleAsync();
                await page.Locator("#touch-note").FillAsync("Typed before and after the power went");
                await page.Locator("#move-reason").FillAsync("Because");
                anew = Serve(address);

                // Nobody reloads the page: it is loaded anew by itself, with the forms open.
                await page.WaitForRequestFinishedAsync(new() { Predicate = request => request.IsNavigationRequest, Timeout = 60_000 });
                await Assertions.Expect(page.Locator("#touch-note")).ToHaveValueAsync("Typed before and after the power went", new() { Timeout = 60_000 });
                await Assertions.Expect(page.Locator("#move-reason")).ToHaveValueAsync("Because");
                await page.GetByRole(AriaRole.Button, new() { Name = "Record the touch" }).ClickAsync();
                await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("Typed before and after the power went");
            }, nameof(Program_KilledAndStartedAnew_IsFoundAgain_WithWhatWasBeingWritten));
        }
        finally
        {
            foreach (var process in new[] { killed, anew })
                if (process is { HasExited: false }) process.Kill();
            anew?.Dispose();
        }
    }

    private Process Serve(string address) => Verb.Start(connectionString, "serve", $"--Urls={address}");

    private async Task<long> AccountAsync()
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("select account_id from account_current where active and health is not null and stage_id is not null order by account_id limit 1");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    private static async Task<bool> IsReadyAsync(string address)
    {
        using var client = new HttpClient();
        try
        {
            return (await client.GetAsync($"{address}/readyz")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
