using System.Runtime.CompilerServices;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Reports.Columns;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Reports.Files;
using HealthScore.Engine.Scoring.Preview;
using Microsoft.Extensions.Options;

namespace HealthScore.Engine.Reports;

/// <summary>The accounts of a preview as a file: what is listed on its page, and no score.</summary>
public sealed class ExportPreview(ListMoves moves, ReadChoices choices, IOptions<OrganisationOptions> organisation)
{
    private const int NamesAtOnce = 1000;

    /// <summary>Those that the filter lets through, in the order of the page.</summary>
    public async Task<Result<ReportFile>> RunAsync(Actor actor, ModelPreview preview, MoveFilter filter, ReportFormat format, CancellationToken ct)
    {
        if (!actor.May(Permission.Export)) return Error.Forbidden("export a preview");
        var accounts = preview.Moves(filter);
        if (format == ReportFormat.Xlsx && accounts.Count > XlsxBook.MostRows)
            return new Error("too_many_rows", $"{accounts.Count} accounts do not fit into a sheet, which ends at {XlsxBook.MostRows} rows. Export CSV instead.", "format");
        var columns = Columns(await choices.RunAsync(actor, ct), organisation.Value.Currency);
        return new ReportFile($"preview-{preview.Day:yyyy-MM-dd}.{format.Extension()}", format.ContentType(), (stream, stop) => WriteAsync(stream, format, columns, RowsAsync(actor, preview, accounts, stop), stop));
    }

    private static async Task WriteAsync(Stream stream, ReportFormat format, IReadOnlyList<Column<MoveRow>> columns, IAsyncEnumerable<MoveRow> rows, CancellationToken ct)
    {
        if (format == ReportFormat.Csv)
        {
            await CsvFile.WriteAsync(stream, columns, rows, ct);
            return;
        }

        using var book = new XlsxBook(stream);
        await book.WriteSheetAsync("Preview", columns, rows, ct);
        await book.CompleteAsync(ct);
    }

    private async IAsyncEnumerable<MoveRow> RowsAsync(Actor actor, ModelPreview preview, IReadOnlyList<PreviewedAccount> accounts, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var some in accounts.Chunk(NamesAtOnce))
            foreach (var row in await moves.RunAsync(actor, preview, some, ct))
                yield return row;
    }

    private static IReadOnlyList<Column<MoveRow>> Columns(Choices names, string currency) =>
    [
        Column<MoveRow>.Text("Account id", row => row.ExternalId),
        Column<MoveRow>.Text("Name", row => row.Name, 32),
        Column<MoveRow>.Text("Segment", row => Name(names.Segments, row.Account.SegmentId)),
        Column<MoveRow>.Text("Stage", row => Name(names.Stages, row.Account.StageId)),
        Column<MoveRow>.Text("Owner", row => Name(names.Owners, row.Account.OwnerId), 22),
        Column<MoveRow>.Number($"ARR ({currency})", CellKind.Amount, row => (decimal?)row.Account.Arr),
        Column<MoveRow>.Number("Score published", CellKind.Score, row => row.Account.ScoreBefore),
        Column<MoveRow>.Text("Band published", row => row.Account.Before.Name(), 14),
        Column<MoveRow>.Number("Score in preview", CellKind.Score, row => row.Account.ScoreAfter),
        Column<MoveRow>.Text("Band in preview", row => row.Account.After.Name(), 14),
        Column<MoveRow>.Number("Change", CellKind.Score, row => row.Account.Change),
        Column<MoveRow>.Text("Why", row => string.Join("; ", row.Reasons.Select(Words)), 60),
    ];

    private static string Words(MoveReason reason) => reason.Points == 0 ? reason.Text : FormattableString.Invariant($"{reason.Text} ({reason.Points:+0.0;-0.0})");

    private static string? Name(IReadOnlyList<Choice> choices, int? id) => choices.FirstOrDefault(c => c.Id == id)?.Name;
}
