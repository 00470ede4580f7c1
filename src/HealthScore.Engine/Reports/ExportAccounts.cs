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

namespace HealthScore.Engine.Reports;

/// <summary>The accounts of the grid as a file: those that match, or those chosen, as they stand now. The rows stream through.</summary>
public sealed class ExportAccounts(IDbContextFactory<HealthScoreDb> factory, IOptions<OrganisationOptions> organisation, OrganisationClock clock)
{
    public async Task<Result<ReportFile>> RunAsync(Actor actor, AccountFilter filter, ReportFormat format, CancellationToken ct)
    {
        if (!actor.May(Permission.Export)) return Error.Forbidden("export accounts");
        await using var db = await factory.CreateDbContextAsync(ct);
        if (format == ReportFormat.Xlsx && await db.CurrentAccounts.SeenBy(actor).Matching(filter, clock.Today, db).Take(XlsxBook.MostRows + 1).CountAsync(ct) is > XlsxBook.MostRows)
            return new Error("too_many_rows", $"More accounts match than a sheet holds, which ends at {XlsxBook.MostRows} rows. Export CSV instead.", "format");
        var columns = Columns(organisation.Value.Currency);
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
        var accounts = from a in db.CurrentAccounts.AsNoTracking().SeenBy(actor).Matching(filter, clock.Today, db)
                       join account in db.Accounts on a.AccountId equals account.Id
                       orderby a.Name, a.AccountId
                       select new { Current = a, account.ExternalId };
        await foreach (var row in accounts.AsAsyncEnumerable().WithCancellation(ct))
            yield return new(row.ExternalId, row.Current, Name(segments, row.Current.SegmentId), Name(stages, row.Current.StageId), Name(owners, row.Current.OwnerId));
    }

    private static string? Name(Dictionary<int, string> names, int? id) => id is { } known ? names.GetValueOrDefault(known) : null;

    private static IReadOnlyList<Column<Row>> Columns(string currency) =>
    [
        Column<Row>.Text("Account id", row => row.ExternalId),
        Column<Row>.Text("Name", row => row.Current.Name, 32),
        Column<Row>.Text("Segment", row => row.Segment),
        Column<Row>.Text("Stage", row => row.Stage),
        Column<Row>.Text("Owner", row => row.Owner, 22),
        Column<Row>.Number($"ARR ({currency})", CellKind.Amount, row => (decimal?)row.Current.Arr),
        Column<Row>.Day("Renewal", row => row.Current.Renewal),
        Column<Row>.Number("Health", CellKind.Score, row => row.Current.Health),
        Column<Row>.Text("Health band", row => row.Current.HealthBand.Name(), 14),
        Column<Row>.Number("Change in 30 days", CellKind.Score, row => row.Current.HealthChange),
        Column<Row>.Number("Risk", CellKind.Score, row => row.Current.Risk),
        Column<Row>.Text("Risk band", row => row.Current.RiskBand.Name(), 14),
        Column<Row>.Number("Expansion", CellKind.Score, row => row.Current.Expansion),
        Column<Row>.Text("Expansion band", row => row.Current.ExpansionBand.Name(), 14),
        Column<Row>.Number("Coverage", CellKind.Share, row => row.Current.Coverage),
        Column<Row>.Day("Day", row => row.Current.Day),
    ];

    private static async Task WriteBookAsync(Stream stream, IReadOnlyList<Column<Row>> columns, IAsyncEnumerable<Row> rows, CancellationToken ct)
    {
        using var book = new XlsxBook(stream);
        await book.WriteSheetAsync("Accounts", columns, rows, ct);
        await book.CompleteAsync(ct);
    }

    private sealed record Row(string ExternalId, AccountCurrent Current, string? Segment, string? Stage, string? Owner);
}
