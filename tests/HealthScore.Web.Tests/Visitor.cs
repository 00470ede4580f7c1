using System.Net;
using System.Text.RegularExpressions;

namespace HealthScore.Web.Tests;

/// <summary>Asks for pages and sends their forms, with the fields and tokens that stand in them.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClientHandler handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
    private readonly HttpClient client;

    public Visitor(string address) => client = new(handler) { BaseAddress = new(address) };

    public CookieCollection Cookies => handler.CookieContainer.GetAllCookies();

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path);

    public Task<string> PageAsync(string path) => client.GetStringAsync(path);

    /// <summary>Opens a page and sends its form with that name (or action), filled in.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await PageAsync(path);
        var html = Form().Matches(page).Select(m => m.Value).Single(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal) || f.Contains($"action=\"{form}\"", StringComparison.Ordinal));
        var values = Hidden().Matches(html).Select(m => KeyValuePair.Create(m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.PostAsync(Action().Match(html) is { Success: true } action && action.Groups[1].Value.StartsWith('/') ? WebUtility.HtmlDecode(action.Groups[1].Value) : path, new FormUrlEncodedContent(values));
    }

    public Task<byte[]> FileAsync(string path) => client.GetByteArrayAsync(path);

    public Task<HttpResponseMessage> AskAsync(string method, string path) => client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

    public Task<HttpResponseMessage> PostAsync(string path) => client.PostAsync(path, new FormUrlEncodedContent([]));

    public Task<HttpResponseMessage> SignInAsync(string mail, string password, string path = "/signin") =>
        SendAsync(path, "signin", ("Input.Mail", mail), ("Input.Password", password));

    public void Dispose() => client.Dispose();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("<form[^>]* action=\"([^\"]*)\"")]
    private static partial Regex Action();
}
