using HealthScore.Web.Shared.Tables;
using Microsoft.AspNetCore.Components;

namespace HealthScore.Web.Tests.Shared;

public sealed class TableTests
{
    private static readonly string[] Keys = ["name", "arr"];

    [Theory]
    [InlineData(null, "name", false)]
    [InlineData("-arr", "arr", true)]
    [InlineData("arr", "arr", false)]
    [InlineData("secret", "name", false)]
    public void Sort_ReadsOnlyColumnsOfTheTable(string? text, string key, bool descending)
    {
        var sort = TableSort.Parse(text, Keys, "name", new FixedNavigation());
        sort.Key.Should().Be(key);
        sort.Descending.Should().Be(descending);
    }

    [Fact]
    public void SortHref_KeepsTheFilters_ReversesTheOrder_AndStartsAtTheFirstPage()
    {
        var sort = new TableSort("arr", Descending: true, new FixedNavigation());
        sort.Href("arr", descendingFirst: true).Should().Be("http://host/accounts?band=red&sort=arr");
        sort.Href("score", descendingFirst: true).Should().Be("http://host/accounts?band=red&sort=-score");
        sort.Href("name", descendingFirst: false).Should().Be("http://host/accounts?band=red&sort=name");
    }

    [Fact]
    public async Task Table_MarksTheSortedColumn()
    {
        var html = await TableAsync(["Alderbrook"]);
        html.Should().Contain("aria-sort=\"descending\"").And.Contain("Alderbrook").And.NotContain("Nothing here yet");
    }

    [Fact]
    public async Task Table_WithoutItems_SaysSo() => (await TableAsync([])).Should().Contain("Nothing here yet");

    [Theory]
    [InlineData(51, 50, 312L, "51–100 of 312 accounts")]
    [InlineData(1, 6, 6L, "6 accounts")]
    [InlineData(null, 1, null, "1 account")]
    [InlineData(51, 50, null, "51–100 of more than 10,000 accounts", 10_000L)]
    [InlineData(null, 50, null, "50 of more than 10,000 accounts, behind the first 10,000", 10_000L)]
    [InlineData(null, 50, null, "The last 50 of more than 10,000 accounts", 10_000L, false)]
    public async Task Pager_SaysWhere(int? first, int rows, long? total, string text, long? counted = null, bool hasNext = true) =>
        (await Rendering.HtmlAsync<Pager>(("First", (long?)first), ("Rows", rows), ("Total", total), ("MostCounted", counted), ("One", "account"), ("NextHref", hasNext ? "/next" : null))).Should().Contain(text);

    private static Task<string> TableAsync(string[] items)
    {
        RenderFragment head = builder =>
        {
            builder.OpenComponent<SortHead>(0);
            builder.AddComponentParameter(1, nameof(SortHead.Key), "arr");
            builder.AddComponentParameter(2, nameof(SortHead.ChildContent), Rendering.Text("ARR"));
            builder.CloseComponent();
        };
        return Rendering.HtmlAsync<DataTable<string>>(
            ("Items", items), ("Label", "Accounts"), ("Head", head), ("Row", (RenderFragment<string>)Rendering.Text), ("Sort", new TableSort("arr", Descending: true, new FixedNavigation())));
    }
}
