using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Tests.Accounts;

/// <summary>The grid walks through every order without repeating or skipping an account, whatever ties and gaps there are.</summary>
public sealed class AccountPagesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const int Accounts = 137;
    private ServiceProvider services = null!;

    public static TheoryData<AccountSort, bool> Orders
    {
        get
        {
            var orders = new TheoryData<AccountSort, bool>();
            foreach (var sort in Enum.GetValues<AccountSort>())
            {
                orders.Add(sort, false);
                orders.Add(sort, true);
            }

            return orders;
        }
    }

    public async Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().Build();
        services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(new SettableTime(new(2026, 3, 18, 9, 0, 0, TimeSpan.Zero)))
            .AddOrganisation(configuration).AddStorage(database.ConnectionString).AddAccounts().BuildServiceProvider();
        // Few different values and many gaps: a third has no health, and every value is shared.
        await using var fill = database.DataSource.CreateCommand(
            """
            insert into account_current (account_id, name, active, owner_id, arr, renewal, health, health_band, health_before, risk, expansion)
            select i, 'Name ' || (i * 7919 % 23), i % 11 <> 0, i % 3, (i * 31 % 5) * 100.25, case when i % 4 = 0 then null else date '2026-01-01' + (i * 13 % 9) end,
                   case when i % 3 = 0 then null else (i * 17 % 7) / 7.0::double precision end, i % 4, case when i % 5 = 0 then null else (i * 5 % 6) / 3.0::double precision end,
                   case when i % 2 = 0 then null else i * 3 % 8 end, null
            from generate_series(1, $1) i
            """);
        fill.Parameters.Add(new() { Value = Accounts });
        await using (var empty = database.DataSource.CreateCommand("truncate account_current")) await empty.ExecuteNonQueryAsync();
        await fill.ExecuteNonQueryAsync();
    }

    public Task DisposeAsync() => services.DisposeAsync().AsTask();

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Walk_ForwardsAndBackwards_MeetsEveryAccountOnce(AccountSort sort, bool descending)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        var active = db.CurrentAccounts.Where(a => a.Active);
        var expected = Expected(await active.AsNoTracking().ToListAsync(), sort, descending);
        var (order, pages) = (AccountOrder.Of(sort), new AccountPages(active, AccountOrder.Of(sort), descending));
        foreach (var size in new[] { 1, 7, 50, 200 })
        {
            List<long> forwards = [];
            for (var page = await pages.BehindAsync(null, size, default); page.Count > 0; page = await pages.BehindAsync(order.PlaceOf(page[^1]), size, default))
            {
                (await pages.CountAheadAsync(order.PlaceOf(page[0]), 1000, default)).Should().Be(forwards.Count);
                forwards.AddRange(page.Select(a => a.AccountId));
            }

            forwards.Should().Equal(expected);
            List<long> backwards = [];
            for (var page = await pages.AheadAsync(null, size, default); page.Count > 0; page = await pages.AheadAsync(order.PlaceOf(page[0]), size, default))
                backwards.InsertRange(0, page.Select(a => a.AccountId));
            backwards.Should().Equal(expected);
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Grid_GoesOnAndBackByItsCursors(AccountSort sort, bool descending)
    {
        var filter = new AccountFilter { Sort = sort, Descending = descending, PageSize = 20, OwnerId = 1 };
        List<AccountList> pages = [await ReadAsync(filter)];
        while (pages[^1].Next is { } next) pages.Add(await ReadAsync(filter with { Cursor = Written(next) }));
        var all = pages.SelectMany(p => p.Rows).Select(r => r.Id).ToList();
        all.Should().OnlyHaveUniqueItems().And.HaveCount(pages[0].Total!.Value);
        pages.Select(p => p.First).Should().Equal(Enumerable.Range(0, pages.Count).Select(i => (int?)(1 + 20 * i)));
        pages[0].Previous.Should().BeNull();
        for (var i = 1; i < pages.Count; i++)
            (await ReadAsync(filter with { Cursor = Written(pages[i].Previous!) })).Should().BeEquivalentTo(pages[i - 1], o => o.WithStrictOrdering());

        var last = await ReadAsync(filter with { Cursor = new(IsAhead: true, null) });
        last.Rows.Select(r => r.Id).Should().Equal(all[^20..]);
        (last.Next, last.First).Should().Be((null, all.Count - 19));
    }

    [Theory]
    [InlineData(AccountSort.Health, "7~not a number")]
    [InlineData(AccountSort.Renewal, "7~2026-02-31")]
    [InlineData(AccountSort.Arr, "7")]
    [InlineData(AccountSort.Name, "7~a\0b")]
    [InlineData(AccountSort.Name, "~")]
    public async Task Place_ThatIsNone_LeadsToTheFirstPage(AccountSort sort, string place)
    {
        var filter = new AccountFilter { Sort = sort, PageSize = 5 };
        var shown = await ReadAsync(filter with { Cursor = AccountPlace.Parse(place) is { } read ? new(IsAhead: false, read) : null });
        shown.Should().BeEquivalentTo(await ReadAsync(filter));
    }

    [Fact]
    public async Task Place_OfAnAccountThatIsGone_IsAPlaceAllTheSame()
    {
        var first = await ReadAsync(new() { Sort = AccountSort.Name, PageSize = 5 });
        var second = await ReadAsync(new() { Sort = AccountSort.Name, PageSize = 5, Cursor = first.Next });
        await using (var hide = database.DataSource.CreateCommand($"update account_current set active = false where account_id = {first.Rows[^1].Id}")) await hide.ExecuteNonQueryAsync();
        (await ReadAsync(new() { Sort = AccountSort.Name, PageSize = 5, Cursor = first.Next })).Rows.Select(r => r.Id).Should().Equal(second.Rows.Select(r => r.Id));
    }

    private Task<AccountList> ReadAsync(AccountFilter filter) => services.GetRequiredService<ListAccounts>().RunAsync(Actor.System, filter, default);

    // As it comes back from an address.
    private static AccountCursor Written(AccountCursor cursor) => cursor with { Place = AccountPlace.Parse(cursor.Place!.ToString()) };

    private static IEnumerable<long> Expected(List<AccountCurrent> accounts, AccountSort sort, bool descending)
    {
        IComparable? Key(AccountCurrent a) => sort switch
        {
            AccountSort.Name => a.Name, AccountSort.Arr => a.Arr, AccountSort.Renewal => a.Renewal, AccountSort.Risk => a.Risk,
            AccountSort.Expansion => a.Expansion, AccountSort.Change => a.Health - a.HealthBefore, _ => a.Health,
        };
        var comparer = Comparer<IComparable?>.Create((x, y) => x is string s ? string.CompareOrdinal(s, (string?)y) : Comparer<IComparable?>.Default.Compare(x, y));
        var ascending = accounts.OrderBy(a => Key(a) is null).ThenBy(Key, comparer).ThenBy(a => a.AccountId);
        var falling = accounts.OrderBy(a => Key(a) is null).ThenByDescending(Key, comparer).ThenByDescending(a => a.AccountId);
        return (descending ? falling : ascending).Select(a => a.AccountId);
    }
}
