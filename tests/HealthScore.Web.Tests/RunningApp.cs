using HealthScore.Domain.Primitives;
using HealthScore.Engine.Access;
using HealthScore.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Web.Tests;

/// <summary>The whole program on a database and a port of its own: <c>IClassFixture&lt;RunningApp&gt;</c>.</summary>
public sealed class RunningApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string Password = "correct horse battery";
    private readonly TestDatabase database = new();

    /// <summary>A database that is not its own; null: it gets an empty one, which goes with it.</summary>
    public string? Database { get; init; }

    public string ConnectionString => Database ?? database.ConnectionString;

    public string Address => ClientOptions.BaseAddress.ToString().TrimEnd('/');

    public async Task InitializeAsync()
    {
        if (Database is null) await database.InitializeAsync();
        UseKestrel(0);
        StartServer();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        if (Database is null) await database.DisposeAsync();
    }

    /// <summary>A user who can sign in with <see cref="Password"/>.</summary>
    public async Task<string> AddUserAsync(Role role, string? mail = null, bool onlyOwn = false)
    {
        await using var scope = Services.CreateAsyncScope();
        mail ??= $"{role}-{Guid.NewGuid():N}@example.com";
        var added = await scope.ServiceProvider.GetRequiredService<AddUser>().RunAsync(Actor.System, new(mail, $"{role.Name()} Example", role, Password, onlyOwn), CancellationToken.None);
        added.IsOk.Should().BeTrue(added.Message);
        return mail;
    }

    /// <summary>A browser without screen or script: keeps cookies, follows nothing.</summary>
    public Visitor NewVisitor() => new(Address);

    public async Task<Visitor> SignedInAsync(Role role)
    {
        var visitor = NewVisitor();
        (await visitor.SignInAsync(await AddUserAsync(role), Password)).Headers.Location.Should().NotBeNull("the sign-in succeeds");
        return visitor;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:HealthScore", ConnectionString);
        builder.UseEnvironment("Development");
    }
}
