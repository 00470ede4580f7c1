using System.CommandLine;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Reports;
using HealthScore.Engine.Reports;

namespace HealthScore.Web.Commands;

internal static class ExportCommand
{
    private static readonly Argument<string> What = new Argument<string>("what") { Description = "trends: the monthly health trends. scores: every account's scores of a month's end." }.AcceptOnlyFromAmong("trends", "scores");
    private static readonly Option<string?> MonthOption = new("--month") { Description = "The last month (yyyy-MM). Default: the latest with scores." };
    private static readonly Option<string?> FromOption = new("--from") { Description = "trends: the first month (yyyy-MM). Default: eleven before the last." };
    private static readonly Option<ReportFormat> FormatOption = new("--format") { Description = "csv or xlsx.", DefaultValueFactory = _ => ReportFormat.Csv };
    private static readonly Option<FileInfo> OutOption = new("--out", "-o") { Description = "The file to write; replaced when it is there.", Required = true };

    public static Command Create()
    {
        var command = new Command("export", "Write the month's figures to a file: the same numbers as on the Reports page.") { What, MonthOption, FromOption, FormatOption, OutOption, SettingsArgument.All };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (month, from) = (Month(parsed.GetValue(MonthOption), "--month"), Month(parsed.GetValue(FromOption), "--from"));
        var (format, file) = (parsed.GetValue(FormatOption), parsed.GetRequiredValue(OutOption));
        if (file.Directory is { Exists: false } folder) throw new UserFaultException($"There is no folder {folder}. Make it, or write elsewhere.");
        await using var host = await EngineHost.OpenAsync(parsed, ct);
        var report = UserFaultException.Unless(parsed.GetRequiredValue(What) == "scores"
            ? await host.Get<ExportScores>().RunAsync(Actor.System, month, format, ct)
            : await host.Get<ExportTrends>().RunAsync(Actor.System, new TrendRequest(from, month), format, ct));
        // Beside its place first, so that nobody finds half a file.
        var draft = file.FullName + ".part";
        await using (var stream = File.Create(draft)) await report.WriteAsync(stream, ct);
        File.Move(draft, file.FullName, overwrite: true);
        Console.WriteLine($"Wrote {file.FullName}");
        return 0;
    }

    private static Month? Month(string? text, string option) =>
        text is null ? null
        : Domain.Reports.Month.TryParse(text, out var month) ? month
        : throw new UserFaultException($"{option} is a month such as 2026-03, not “{text}”.");
}
