using System.Text;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Metrics;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Tests.Ingest.Files;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HealthScore.Engine.Tests.Ingest;

/// <summary>Imports texts and files into a test's database on a day of its choice, and tells what stands there.</summary>
internal sealed class ImportTester(TestDatabase database, IngestLimits? limits = null)
{
    public static readonly Actor Ops = new("u1", "Olga Ops", Role.CsOps);

    public DateOnly Today { get; set; } = new(2024, 7, 1);

    public OrganisationClock Clock => new(Options.Create(new OrganisationOptions()), new FixedTime(Today));
    public IDbContextFactory<HealthScoreDb> Factory => new Contexts(database.ConnectionString);
    public AccountMeasures Measures => new(database.DataSource, Factory, new ReadingStore(database.DataSource), Clock);
    public FactsReader Facts => new(Measures, Clock);
    public PlaceAccounts Place => new(database.DataSource, Factory, Facts, Clock);
    public ImportFile Import => new(database.DataSource, new ReadingStore(database.DataSource), Clock, limits ?? new IngestLimits(), Place);
    public PreviewImport Preview => new(Import, Clock, limits ?? new IngestLimits());
    public ListImports List => new(new Contexts(database.ConnectionString));
    public ReadFreshness Freshness => new(new Contexts(database.ConnectionString), Clock);

    public async Task<ImportReport> TextAsync(ImportKind kind, string text, string? mapping = null, bool isDryRun = false)
    {
        using var file = new TempFile(text);
        return await FileAsync(kind, file.Path, mapping, isDryRun);
    }

    public async Task<ImportReport> FileAsync(ImportKind kind, string path, string? mapping = null, bool isDryRun = false)
    {
        var result = await RunAsync(kind, path, mapping, isDryRun);
        result.Errors.Should().BeEmpty();
        return result.Value!;
    }

    public Task<Result<ImportReport>> RunAsync(ImportKind kind, string path, string? mapping = null, bool isDryRun = false, Actor? actor = null, IProgress<ImportProgress>? progress = null, CancellationToken ct = default)
    {
        var map = mapping is null ? null : MappingJson.Read(mapping);
        map?.Errors.Should().BeEmpty();
        return Import.RunAsync(actor ?? Ops, new ImportRequest(kind, path, Path.GetFileName(path), map?.Value, isDryRun), progress, ct);
    }

    /// <summary>Everything that imports write, by the names that people use, so that two databases can be compared.</summary>
    public async Task<string> DumpAsync()
    {
        var dump = new StringBuilder();
        foreach (var query in new[]
        {
            "select a.external_id, a.name, start, churned, first_reading from account a order by 1",
            "select a.external_id, from_day, g.name, t.name, o.email, arr from account_state s join account a on a.id = account_id left join segment g on g.id = segment_id left join stage t on t.id = stage_id left join owner o on o.id = owner_id order by 1, 2",
            "select a.external_id, day from renewal join account a on a.id = account_id order by 1, 2",
            "select a.external_id, day, kind, amount, reason from outcome join account a on a.id = account_id order by 1, 2, 3",
            "select a.external_id, c.external_id, c.name, email, persona, is_champion, last_contact from contact c join account a on a.id = account_id order by 1, 2",
            "select key, name, kind, freshness, unit, higher_is_better from metric order by 1",
            "select name, position from segment order by 1", "select name, position from stage order by 1", "select name, email from owner order by 2",
            "select a.external_id, m.key, r.day, r.value from reading r join account a on a.id = account_id join metric m on m.id = metric_id order by 1, 2, 3",
            "select m.key, day, readings from metric_day join metric m on m.id = metric_id order by 1, 2",
        })
            foreach (var row in await RowsAsync(query)) dump.AppendLine(row);
        return dump.ToString();
    }

    public async Task<IReadOnlyList<string>> RowsAsync(string query)
    {
        await using var command = database.DataSource.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i) is DateOnly d ? d.ToString("O", System.Globalization.CultureInfo.InvariantCulture) : reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))));
        return rows;
    }

    public async Task<long> CountAsync(string table) => long.Parse((await RowsAsync($"select count(*) from {table}"))[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Back to an empty database.</summary>
    public async Task<ImportTester> ResetAsync()
    {
        await using var command = database.DataSource.CreateCommand("truncate account, custom_attribute, account_list, metric, segment, journey, stage, owner, import_run, reading_month, metric_day, gauge_start, late_reading, scoring_run, placed_day, account_current, configuration_change restart identity cascade");
        await command.ExecuteNonQueryAsync();
        return this;
    }

    private sealed class FixedTime(DateOnly day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
    }

    private sealed class Contexts(string connectionString) : IDbContextFactory<HealthScoreDb>
    {
        public HealthScoreDb CreateDbContext()
        {
            var options = new DbContextOptionsBuilder<HealthScoreDb>();
            HealthScoreDb.Configure(options, connectionString);
            return new HealthScoreDb(options.Options);
        }
    }
}
