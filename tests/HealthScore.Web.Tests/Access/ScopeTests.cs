using System.Net;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Engine.Tests.Reports.Files;
using HealthScore.Web.Tests.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Web.Tests.Access;

/// <summary>A CSM who is bound to the accounts they own meets no other, whatever address they write.</summary>
[Collection(DemoTests.Name)]
public sealed class ScopeTests(DemoApp demo)
{
    [Theory]
    [InlineData("")]
    [InlineData("?kind=risk")]
    [InlineData("?day=2026-01-31")]
    public async Task AnothersAccount_IsNoSuchAccount(string query)
    {
        var account = (await AccountsAsync())[0];
        using var csm = await demo.SignedInAsync(Role.Csm);
        using var admin = await demo.SignedInAsync(Role.Admin);
        (await PageAsync(admin, $"/accounts/{account.AccountId}{query}")).Should().Contain(account.Name);
        (await PageAsync(csm, $"/accounts/{account.AccountId}{query}")).Should().Contain("No such account").And.NotContain(account.Name);
    }

    [Theory]
    [InlineData("/my-day")]
    [InlineData("/my-day?whose=all&show=200")]
    [InlineData("/portfolio")]
    [InlineData("/portfolio?owner=1")]
    [InlineData("/accounts")]
    [InlineData("/accounts?owner=1")]
    [InlineData("/accounts?sort=-arr&upto=end")]
    [InlineData("/reports")]
    public async Task Page_NamesNoAccountOfAnother(string path)
    {
        using var csm = await demo.SignedInAsync(Role.Csm);
        var html = await PageAsync(csm, path);
        (await AccountsAsync()).Where(account => html.Contains($"/accounts/{account.AccountId}\"", StringComparison.Ordinal)).Select(account => account.Name).Should().BeEmpty();
        html.Should().NotContain("could not be shown");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task Export_HoldsNoAccountOfAnother(string format)
    {
        using var csm = await demo.SignedInAsync(Role.Csm);
        using var admin = await demo.SignedInAsync(Role.Admin);
        var others = (await AccountsAsync()).Select(account => account.Name).ToList();
        (await NamesAsync(admin, format)).Intersect(others).Should().HaveCountGreaterThan(100);
        (await NamesAsync(csm, format)).Should().HaveCountGreaterThan(3).And.NotIntersectWith(others);
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(Visitor visitor, string format)
    {
        var file = await visitor.FileAsync($"/reports/scores.{format}");
        return format == "csv" ? [.. Csv.Read(file).Select(row => row["Name"])] : [.. Sheet.Read(file)[0].Rows.Select(row => row["Name"].Text!)];
    }

    private static async Task<string> PageAsync(Visitor visitor, string path) => WebUtility.HtmlDecode(await visitor.PageAsync(path));

    /// <summary>The accounts of the others.</summary>
    private async Task<List<AccountCurrent>> AccountsAsync()
    {
        await using var db = await demo.App.Services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        var owner = await db.Users.Where(user => user.Email == DemoApp.Mail(Role.Csm)).Select(user => user.OwnerId).SingleAsync();
        owner.Should().NotBeNull();
        return await db.CurrentAccounts.AsNoTracking().Where(account => account.Active && account.OwnerId != owner).OrderBy(account => account.AccountId).ToListAsync();
    }
}
