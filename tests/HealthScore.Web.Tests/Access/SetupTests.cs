using System.Net;

namespace HealthScore.Web.Tests.Access;

public sealed class SetupTests(RunningApp app) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task FirstVisitor_BecomesTheAdmin_AndNobodyAfterwards()
    {
        using var visitor = app.NewVisitor();
        (await visitor.GetAsync("/signin")).Headers.Location!.OriginalString.Should().EndWith("/setup");

        var weak = await visitor.SendAsync("/setup", "setup", ("Input.Name", "Ada"), ("Input.Mail", "ada@example.com"), ("Input.Password", "short"));
        (await weak.Content.ReadAsStringAsync()).Should().Contain("at least 10 characters");

        var made = await visitor.SendAsync("/setup", "setup", ("Input.Name", "Ada"), ("Input.Mail", "ada@example.com"), ("Input.Password", RunningApp.Password));
        made.StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await visitor.PageAsync("/account")).Should().Contain("Ada").And.Contain("Admin").And.Contain("/users");

        using var late = app.NewVisitor();
        (await late.GetAsync("/setup")).Headers.Location!.OriginalString.Should().EndWith("/signin");
    }
}
