using System.Reflection;
using HealthScore.Engine.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Web.Tests.Startup;

public sealed class ServicesTests(RunningApp app) : IClassFixture<RunningApp>
{
    [Fact]
    public void Scopes_AreValidated()
    {
        var act = app.Services.GetRequiredService<HealthScoreDb>;
        act.Should().Throw<InvalidOperationException>("a scoped service must not live as long as the program");
    }

    [Fact]
    public async Task EveryComponent_FindsTheServicesItAsksFor()
    {
        await using var scope = app.Services.CreateAsyncScope();
        ((IHostEnvironmentNavigationManager)scope.ServiceProvider.GetRequiredService<NavigationManager>()).Initialize("http://host/", "http://host/");
        var asked = (from component in typeof(Program).Assembly.GetTypes()
                     where component.IsAssignableTo(typeof(IComponent))
                     from property in component.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                     where property.IsDefined(typeof(InjectAttribute))
                     select (component.Name, Service: property.PropertyType)).ToList();
        asked.Should().HaveCountGreaterThan(10);
        asked.Where(a => scope.ServiceProvider.GetService(a.Service) is null).Select(a => $"{a.Name} asks for {a.Service.Name}").Should().BeEmpty();
    }

    [Fact]
    public async Task Model_IsThatOfTheMigrations()
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<HealthScoreDb>().Database.HasPendingModelChanges().Should().BeFalse("a changed model needs a migration");
    }

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/readyz", "ready")]
    public async Task Probe_AnswersAStranger(string path, string answer)
    {
        using var visitor = app.NewVisitor();
        (await visitor.PageAsync(path)).Should().Be(answer);
    }
}
