using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Journeys;
using HealthScore.Engine.Tests.Ingest;
using HealthScore.Engine.Tests.Segments;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Journeys;

/// <summary>Journeys in a test's database, and accounts that come by imports.</summary>
internal sealed class JourneyDesk(TestDatabase database)
{
    public SegmentDesk Segments { get; } = new(database);

    public ImportTester Import => Segments.Import;

    public DateOnly Today
    {
        get => Import.Today;
        set => Import.Today = value;
    }

    public ListJourneys List => new(Import.Factory, Import.Clock);
    public ReadJourney Read => new(Import.Factory);
    public SaveJourney Save => new(Import.Factory, Import.Place);
    public OrderJourneys Order => new(Import.Factory, Import.Place);
    public RemoveJourney Remove => new(Import.Factory);
    public TryJourney Try => new(database.DataSource, Import.Factory, Import.Facts, Import.Measures);
    public MarkMilestone Mark => new(new AccountDesk(Import.Factory), Import.Clock, Import.Place);
    public MoveToStage Move => new(Import.Factory, Import.Clock, Import.Place);
    public ReadAccountJourney ReadAccount => new(Import.Factory, Import.Clock);

    public async Task<JourneyInput> MakeAsync(string name, bool goesBack, params StageInput[] stages) => await SaveAsync(new(0, 0, name, "", goesBack, stages));

    public async Task<JourneyInput> SaveAsync(JourneyInput input)
    {
        var saved = await Save.RunAsync(SegmentDesk.Ops, input, default);
        saved.Errors.Should().BeEmpty();
        return await OpenAsync(saved.Value!.Id);
    }

    public async Task<IReadOnlyList<Error>> RefusedAsync(JourneyInput input) => (await Save.RunAsync(SegmentDesk.Ops, input, default)).Errors;

    public async Task<JourneyInput> OpenAsync(int id) => (await Read.RunAsync(SegmentDesk.Ops, id, default)).Value!.Input;

    /// <summary>A journey that is there, by its name.</summary>
    public async Task<JourneyInput> OpenAsync(string name) => await OpenAsync((await List.RunAsync(SegmentDesk.Ops, default)).Value!.Journeys.Single(j => j.Name == name).Id);

    public static StageInput Stage(string name, string? entry = null, int? days = null, params MilestoneInput[] milestones) => new(0, name, days, SegmentDesk.Read(entry), milestones);

    public static MilestoneInput Milestone(string name, int due, string? rule = null, bool isRequired = true) => new(0, name, isRequired, due, SegmentDesk.Read(rule));

    public Task AccountsAsync(string csv) => Segments.AccountsAsync(csv);

    /// <summary>Accounts and the stages they are in today, e.g. <c>A:Onboarding B:-</c>.</summary>
    public async Task<string> WhereAsync() => string.Join(' ', await Import.RowsAsync(
        $"""
        select a.external_id || ':' || coalesce((select g.name from stage g where g.id = (
            select s.stage_id from account_state s where s.account_id = a.id and s.from_day <= '{Today:yyyy-MM-dd}' order by s.from_day desc limit 1)), '-')
        from account a order by a.external_id
        """));

    /// <summary>An account's stages by day.</summary>
    public async Task<string> HistoryAsync(string account) => string.Join(' ', await Import.RowsAsync(
        $"select s.from_day || ':' || coalesce(g.name, '-') from account_state s join account a on a.id = s.account_id left join stage g on g.id = s.stage_id where a.external_id = '{account}' order by 1"));

    /// <summary>All milestones, e.g. <c>A Kick-off 2024-01-08 2024-07-01</c>: due, done.</summary>
    public Task<IReadOnlyList<string>> MilestonesAsync() => Import.RowsAsync(
        "select a.external_id || ' ' || m.name || ' ' || m.due || coalesce(' ' || m.done, '') from milestone m join account a on a.id = m.account_id order by a.external_id, m.due, m.id");

    public async Task<long> IdAsync(string account) => long.Parse((await Import.RowsAsync($"select id from account where external_id = '{account}'"))[0], System.Globalization.CultureInfo.InvariantCulture);
}
