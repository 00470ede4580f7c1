using System.Data;
using System.Runtime.CompilerServices;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Reports.Columns;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Reports.Files;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HealthScore.Engine.Reports;

/// <summary>The accounts of the grid as a file: those that match, or those chosen, in the grid's order and with its columns, as they stand now. The rows stream through.</summary>
public sealed class ExportAccounts(IDbContextFactory<HealthScoreDb> factory, NpgsqlDataSource source, IOptions<OrganisationOptions> organisation, OrganisationClock clock)
{
    /// <param name="actor">Gets only what they see.</param>
    /// <param name="filter">Which, and in which order; its page does not matter.</param>
    /// <param name="shown">Keys of the grid's columns, in their order; empty: all.</param>
    /// <param name="format">CSV or XLSX.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<ReportFile>> RunAsync(Actor actor, AccountFilter filter, IReadOnlyList<string> shown, ReportFormat format, CancellationToken ct)
    {
        if (!actor.May(Permission.Export)) return Error.Forbidden("export accounts");
        await using var db = await factory.CreateDbContextAsync(ct);
        if (format == ReportFormat.Xlsx && await db.CurrentAccounts.SeenBy(actor).Matching(filter, clock.Today, db).Take(XlsxBook.MostRows + 1).CountAsync(ct) is > XlsxBook.MostRows)
            return new Error("too_many_rows", $"More accounts match than a sheet holds, which ends at {XlsxBook.MostRows} rows. Export CSV instead.", "format");
        var columns = Columns(shown, organisation.Value.Currency, await CurrentSql.ComparedDayAsync(source, ct));
        return new ReportFile(
            $"accounts-{clock.Today:yyyy-MM-dd}.{format.Extension()}", format.ContentType(),
            format == ReportFormat.Csv
                ? (stream, stop) => CsvFile.WriteAsync(stream, columns, RowsAsync(actor, filter, stop), stop)
                : (stream, stop) => WriteBookAsync(stream, columns, RowsAsync(actor, filter, stop), stop));
    }

    private async IAsyncEnumerable<Row> RowsAsync(Actor actor, AccountFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var segments = await db.Segments.ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        var stages = await db.Stages.ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        var owners = await db.Owners.ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        // Those without a value come last, by a query of their own; both see the accounts of one moment.
        await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var matching = db.CurrentAccounts.AsNoTracking().SeenBy(actor).Matching(filter, clock.Today, db);
        foreach (var accounts in new AccountPages(matching, AccountOrder.Of(filter.Sort), filter.Descending).InOrder())
            await foreach (var row in accounts.Select(a => new { Current = a, ExternalId = db.Accounts.Where(o => o.Id == a.AccountId).Select(o => o.ExternalId).First() }).AsAsyncEnumerable().WithCancellation(ct))
                yield return new(row.ExternalId, row.Current, Name(segments, row.Current.SegmentId), Name(stages, row.Current.StageId), Name(owners, row.Current.OwnerId));
    }

    private static string? Name(Dictionary<int, string> names, int? id) => id is { } known ? names.GetValueOrDefault(known) : null;

    // Who it is and of which day stands in every file. The trend is a picture, and stays on the page.
    private static IReadOnlyList<Column<Row>> Columns(IReadOnlyList<string> shown, string currency, DateOnly? comparedWith)
    {
        (string Key, Column<Row>[] Columns)[] all =
        [
            ("segment", [Column<Row>.Text("Segment", row => row.Segment)]),
            ("stage", [Column<Row>.Text("Stage", row => row.Stage)]),
            ("owner", [Column<Row>.Text("Owner", row => row.Owner, 22)]),
            ("arr", [Column<Row>.Number($"ARR ({currency})", CellKind.Amount, row => (decimal?)row.Current.Arr)]),
            ("renewal", [Column<Row>.Day("Renewal", row => row.Current.Renewal)]),
            ("health", [Column<Row>.Number("Health", CellKind.Score, row => row.Current.Health), Column<Row>.Text("Health band", row => row.Current.HealthBand.Name(), 14)]),
            ("change", [Column<Row>.Number("Change", CellKind.Score, row => row.Current.HealthChange), Column<Row>.Day("Change since", row => row.Current.HealthChange is null ? null : comparedWith)]),
            ("risk", [Column<Row>.Number("Risk", CellKind.Score, row => row.Current.Risk), Column<Row>.Text("Risk band", row => row.Current.RiskBand.Name(), 14)]),
            ("expansion", [Column<Row>.Number("Expansion", CellKind.Score, row => row.Current.Expansion), Column<Row>.Text("Expansion band", row => row.Current.ExpansionBand.Name(), 14)]),
            ("coverage", [Column<Row>.Number("Coverage", CellKind.Share, row => row.Current.Coverage)]),
        ];
        var chosen = shown.Count == 0 ? all : shown.Distinct().SelectMany(key => all.Where(c => c.Key == key));
        return [Column<Row>.Text("Account id", row => row.ExternalId), Column<Row>.Text("Name", row => row.Current.Name, 32), .. chosen.SelectMany(c => c.Columns), Column<Row>.Day("Day", row => row.Current.Day)];
    }

    private static async Task WriteBookAsync(Stream stream, IReadOnlyList<Column<Row>> columns, IAsyncEnumerable<Row> rows, CancellationToken ct)
    {
        using var book = new XlsxBook(stream);
        await book.WriteSheetAsync("Accounts", columns, rows, ct);
        await book.CompleteAsync(ct);
    }

    private sealed record Row(string ExternalId, AccountCurrent Current, string? Segment, string? Stage, string? Owner);
}
