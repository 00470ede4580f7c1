using HealthScore.Domain.Primitives;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Reports.Columns;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Reports.Files;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HealthScore.Engine.Reports;

/// <summary>Every account with its three scores at a month's end, as a file. The rows stream through: memory stays the same for any number of them.</summary>
public sealed class ExportScores(IDbContextFactory<HealthScoreDb> factory, NpgsqlDataSource source, IOptions<OrganisationOptions> organisation, OrganisationClock clock)
{
    /// <summary>Null as month: the latest one with scores.</summary>
    public async Task<Result<ReportFile>> RunAsync(Actor actor, Month? month, ReportFormat format, CancellationToken ct)
    {
        if (!actor.May(Permission.Export)) return Error.Forbidden("export scores");
        await using var db = await factory.CreateDbContextAsync(ct);
        var latest = await db.PortfolioDays.Where(p => p.Kind == ScoreKind.Health).MaxAsync(p => (DateOnly?)p.Day, ct);
        if (latest is null) return new Error("no_scores", "Nothing was scored yet. Import data and start a run on the Jobs page.", "month");
        var asked = month ?? Month.Of(latest.Value);
        var ends = await ReportSql.MonthEndsAsync(source, ScoreKind.Health, [asked], clock.Today, ct);
        var accounts = ends.Count == 0 ? 0 : await AccountsAsync(db, actor, ends[0].Day, ct);
        if (accounts == 0) return new Error("no_scores", $"There are no scores that you may see in {asked}. The latest scores are of {Month.Of(latest.Value)}.", "month");
        if (format == ReportFormat.Xlsx && accounts > XlsxBook.MostRows)
            return new Error("too_many_rows", $"{accounts} accounts do not fit into a sheet, which ends at {XlsxBook.MostRows} rows. Export CSV instead.", "format");

        var columns = ScoreColumns.All(organisation.Value.Currency);
        var rows = MonthScoresSql.ReadAsync(source, ends[0].Day, actor.Scope, CancellationToken.None);
        var notes = ReportNotes.OfScores(ends[0], actor, organisation.Value, clock);
        return new ReportFile(
            $"scores-{asked}.{format.Extension()}", format.ContentType(),
            format == ReportFormat.Csv
                ? (stream, stop) => CsvFile.WriteAsync(stream, columns, rows, stop)
                : (stream, stop) => WriteBookAsync(stream, columns, rows, notes, stop));
    }

    private static Task<int> AccountsAsync(HealthScoreDb db, Actor actor, DateOnly day, CancellationToken ct)
    {
        var sums = db.PortfolioDays.Where(p => p.Kind == ScoreKind.Health && p.Day == day);
        if (actor.Scope is { } scope) sums = sums.Where(p => p.OwnerId == scope);
        return sums.SumAsync(p => p.Accounts, ct);
    }

    private static async Task WriteBookAsync(
        Stream stream, IReadOnlyList<Column<MonthEndScore>> columns, IAsyncEnumerable<MonthEndScore> rows, IReadOnlyList<ReportNote> notes, CancellationToken ct)
    {
        using var book = new XlsxBook(stream);
        await book.WriteSheetAsync("Scores", columns, rows, ct);
        await book.WriteSheetAsync("Notes", ReportNote.Columns, notes.ToAsyncEnumerable(), ct);
        await book.CompleteAsync(ct);
    }
}
