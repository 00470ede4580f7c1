using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Tests.Ingest;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Segments;

/// <summary>Segments in a test's database, and accounts that come by imports.</summary>
internal sealed class SegmentDesk(TestDatabase database)
{
    public static readonly Actor Ops = ImportTester.Ops;
    public static readonly Actor Csm = new("u2", "Cleo Csm", Role.Csm);

    public ImportTester Import { get; } = new(database);

    public DateOnly Today
    {
        get => Import.Today;
        set => Import.Today = value;
    }

    public ListSegments List => new(Import.Factory);
    public SaveSegment Save => new(Import.Factory, Import.Place, Import.Clock);
    public OrderSegments Order => new(Import.Factory, Import.Place, Import.Clock);
    public ReadSegmentHistory History => new(database.DataSource, Import.Factory, Import.Clock);
    public RemoveSegment Remove => new(Import.Factory);
    public TrySegments Try => new(database.DataSource, Import.Factory, Import.Facts, Import.Measures);
    public AssignOwner Assign => new(Import.Factory, Import.Clock, Import.Place);
    public WhySegment Why => new(database.DataSource, Import.Factory, Import.Facts, Import.Clock);
    public AccountLists Lists => new(Import.Factory);

    public async Task<int> MakeAsync(string name, string? condition)
    {
        var saved = await Save.RunAsync(Ops, new(0, 0, name, "", Read(condition)), CancellationToken.None);
        saved.Errors.Should().BeEmpty();
        return saved.Value!.Id;
    }

    public Task AccountsAsync(string csv, string? mapping = null) => Import.TextAsync(ImportKind.Accounts, csv, mapping);

    /// <summary>Accounts and the segments they are in today, e.g. <c>A:Big B:-</c>.</summary>
    public async Task<string> WhereAsync() => string.Join(' ', await Import.RowsAsync(
        $"""
        select a.external_id || ':' || coalesce((select g.name from segment g where g.id = (
            select s.segment_id from account_state s where s.account_id = a.id and s.from_day <= '{Today:yyyy-MM-dd}' order by s.from_day desc limit 1)), '-')
        from account a order by a.external_id
        """));

    /// <summary>An account's segments by day.</summary>
    public async Task<string> HistoryAsync(string account) => string.Join(' ', await Import.RowsAsync(
        $"select s.from_day || ':' || coalesce(g.name, '-') from account_state s join account a on a.id = s.account_id left join segment g on g.id = s.segment_id where a.external_id = '{account}' order by 1"));

    /// <summary>Whether so many transactions wait for a lock.</summary>
    public async Task<bool> WaitAsync(int transactions) =>
        (await Import.RowsAsync("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))[0] == $"{transactions}";

    public static Condition? Read(string? json) => json is null ? null : ConditionJson.Read(json).Value ?? throw new ArgumentException("no condition", nameof(json));
}
