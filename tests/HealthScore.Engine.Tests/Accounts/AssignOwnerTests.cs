using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Tests.Segments;
using HealthScore.Tests;
using Npgsql;

namespace HealthScore.Engine.Tests.Accounts;

/// <summary>An assignment among those who write the same states: imports and the placing of accounts.</summary>
public sealed class AssignOwnerTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Customers = "account,name,start,segment,arr\nA,Ada,2024-01-01,Plain,150000\nB,Bob,2024-01-01,Plain,20000\n";
    private const string Owned = "account,name,start,segment,arr,owner\nA,Ada,2024-01-01,Plain,150000,ann@example.com\nB,Bob,2024-01-01,Plain,20000,kim@example.com\n";

    private readonly SegmentDesk _desk = new(database);

    public async Task InitializeAsync()
    {
        await _desk.Import.ResetAsync();
        _desk.Today = new(2024, 7, 1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Assign_OfAPlacedAccount_LeavesWhatTheImportGave()
    {
        await _desk.MakeAsync("Big", """{"field":"arr","op":">=","value":100000}""");
        await _desk.AccountsAsync(Owned);
        (await _desk.WhereAsync()).Should().Be("A:Big B:Plain");

        _desk.Today = new(2024, 7, 5);
        await AssignAsync("A", "kim@example.com");

        (await _desk.WhereAsync()).Should().Be("A:Big B:Plain");
        (await _desk.Import.TextAsync(ImportKind.Accounts, Customers)).Changed.Should().Be(0, "what the file gives is what was given");
        _desk.Today = new(2024, 7, 6);
        await _desk.AccountsAsync("account,arr\nA,99999\n");
        (await _desk.WhereAsync()).Should().Be("A:Plain B:Plain");
    }

    [Fact]
    public async Task Assign_PlacesByTheNewOwner()
    {
        await _desk.MakeAsync("Kim's", """{"field":"owner","is":["kim@example.com"]}""");
        await _desk.AccountsAsync(Owned);
        (await _desk.WhereAsync()).Should().Be("A:Plain B:Kim's");

        await AssignAsync("A", "kim@example.com");
        (await _desk.WhereAsync()).Should().Be("A:Kim's B:Kim's");
        (await _desk.Import.RowsAsync("select g.name from account_current c join segment g on g.id = c.segment_id where c.name = 'Ada'")).Should().Equal("Kim's");
        await AssignAsync("A", "ann@example.com");
        (await _desk.WhereAsync()).Should().Be("A:Plain B:Kim's");
    }

    [Fact]
    public async Task Assign_DuringAnImport_IsNotLost()
    {
        await _desk.AccountsAsync(Owned);
        Task import, assign;
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            // The import has read what is known of A, and cannot write yet.
            await using var hold = await connection.BeginTransactionAsync();
            await using (var row = new NpgsqlCommand("select from account where external_id = 'A' for no key update", connection)) await row.ExecuteNonQueryAsync();
            import = _desk.AccountsAsync("account,name,arr\nA,Ada the Second,160000\n");
            await Eventually.IsAsync(() => _desk.WaitAsync(1), "the import waits");
            assign = AssignAsync("A", "kim@example.com");
            await Eventually.IsAsync(async () => assign.IsCompleted || await _desk.WaitAsync(2), "the assignment waits");
        }

        await import;
        await assign;
        (await _desk.Import.RowsAsync("select o.email, s.arr from account_state s join account a on a.id = s.account_id join owner o on o.id = s.owner_id where a.external_id = 'A' and s.from_day = '2024-07-01'"))
            .Should().Equal("kim@example.com|160000.00");
    }

    private async Task AssignAsync(string account, string owner)
    {
        var (accountId, ownerId) = (await IdAsync($"select id from account where external_id = '{account}'"), await IdAsync($"select id from owner where email = '{owner}'"));
        (await _desk.Assign.RunAsync(SegmentDesk.Csm, [new OwnerOf(accountId, (int)ownerId)], default)).Value!.Before.Should().ContainSingle();
    }

    private async Task<long> IdAsync(string sql) => long.Parse((await _desk.Import.RowsAsync(sql))[0], System.Globalization.CultureInfo.InvariantCulture);
}
