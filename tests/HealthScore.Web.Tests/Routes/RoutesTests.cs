using HealthScore.Domain.Primitives;
using HealthScore.Web.Tests.Demo;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Web.Tests.Routes;

/// <summary>Roles × routes: the whole table, tried.</summary>
[Collection(DemoTests.Name)]
public sealed class RoutesTests(DemoApp demo)
{
    public static TheoryData<string> Askers => [.. Expected.Askers.Select(asker => asker?.ToString() ?? "anonymous")];

    private IEnumerable<RouteEndpoint> Endpoints => demo.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private IEnumerable<RouteEndpoint> Routes => Endpoints.Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    [Fact]
    public void Table_HasEveryRouteAndNoOther() =>
        Routes.Select(Pattern).Distinct().Should().BeEquivalentTo(Expected.All.Select(e => e.Pattern), "routes.txt says who may ask for what");

    [Fact]
    public void Files_AreOpenToAll() =>
        Endpoints.Except(Routes).Should().NotBeEmpty().And.OnlyContain(file => file.Metadata.GetMetadata<IAllowAnonymous>() != null);

    [Theory]
    [MemberData(nameof(Askers))]
    public async Task Asker_GetsWhatTheTableSays(string name)
    {
        var role = Enum.TryParse<Role>(name, out var known) ? known : (Role?)null;
        using var visitor = role is null ? demo.App.NewVisitor() : await demo.SignedInAsync(role.Value);
        var wrong = new List<string>();
        foreach (var (route, expected) in Routes.Join(Expected.All, Pattern, expected => expected.Pattern, (route, expected) => (route, expected)))
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var answer = await visitor.AskAsync(method, expected.Path);
                var status = (int)answer.StatusCode;
                var got = status is 401 or 403 ? Answer.Deny : status is 302 && LeadsToSignIn(answer) ? Answer.SignIn : Answer.Allow;
                // A form without its token is refused before the page decides whom it is for.
                var isRefusedForm = method == "POST" && status == 400;
                if ((got != expected.For(role) && !isRefusedForm) || status >= 500) wrong.Add($"{method} {expected.Path}: {status}, which is {got} and not {expected.For(role)}");
                if (!answer.Headers.Contains("Content-Security-Policy") || !answer.Headers.Contains("X-Content-Type-Options")) wrong.Add($"{method} {expected.Path}: no security headers");
            }

        string.Join('\n', wrong).Should().BeEmpty();
    }

    private static string Pattern(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.Trim('/');

    private static bool LeadsToSignIn(HttpResponseMessage answer) =>
        answer.Headers.Location is { } to && (to.IsAbsoluteUri ? to.AbsolutePath : to.OriginalString.Split('?')[0]) == "/signin";
}
