using System.CommandLine;
using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;

namespace HealthScore.Web.Commands;

internal static class ImportCommand
{
    private const int MostShown = 20;

    public static Command Create() => new("import", "Import a CSV or XLSX file: all of it, or nothing when it has errors.")
    {
        Of(ImportKind.Accounts, "Import accounts, or the subscriptions their revenue follows from."),
        Of(ImportKind.Readings, "Import readings of metrics, by account and day."),
        Of(ImportKind.Outcomes, "Import renewals, churns, expansions and contractions."),
        Of(ImportKind.Contacts, "Import people at the accounts."),
    };

    private static Command Of(ImportKind kind, string description)
    {
        var file = new Argument<FileInfo>("file") { Description = "The file." }.AcceptExistingOnly();
        var map = new Option<FileInfo>("--map") { Description = "A mapping (JSON) that says what each column is. Without one it is guessed from the header." }.AcceptExistingOnly();
        var trial = new Option<bool>("--dry-run") { Description = "Check everything, write nothing." };
        var command = new Command(kind.ToString().ToLowerInvariant(), description) { file, map, trial, SettingsArgument.All };
        command.SetAction((parsed, ct) => RunAsync(parsed, kind, parsed.GetRequiredValue(file), parsed.GetValue(map), parsed.GetValue(trial), ct));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ImportKind kind, FileInfo file, FileInfo? map, bool isTrial, CancellationToken ct)
    {
        var mapping = map is null ? null : UserFaultException.Unless(MappingJson.Read(await File.ReadAllTextAsync(map.FullName, ct)));
        await using var host = await EngineHost.OpenAsync(parsed, ct);
        var request = new ImportRequest(kind, file.FullName, file.Name, mapping, isTrial);
        try
        {
            using var progress = new ProgressLine();
            var result = await host.Get<ImportFile>().RunAsync(Actor.System, request, progress, ct);
            progress.Clear();
            return Tell(UserFaultException.Unless(result));
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Nothing was written.");
            throw;
        }
    }

    private static int Tell(ImportReport report)
    {
        foreach (var error in report.Problems.Where(p => !p.Reason.IsWarning()).Take(MostShown)) Console.Error.WriteLine(error);
        if (report.Errors > MostShown) Console.Error.WriteLine(Say($"and {report.Errors - MostShown:N0} more."));
        if (report.Errors > 0)
        {
            Console.Error.WriteLine(Say($"{report.FileName} has {Count(report.Errors, "error")} in {Count(report.Rows, "row")}. Nothing was written."));
            return 1;
        }

        Console.WriteLine(Say($"{(report.IsDryRun ? "Would import" : "Imported")} {report.FileName}: {Count(report.Rows, "row")}, {report.Added:N0} added, {report.Changed:N0} changed, {report.Unchanged:N0} unchanged, {Count(report.Warnings, "warning")}, {report.Took.TotalSeconds:N1} s."));
        if (report.Late > 0) Console.WriteLine(Say($"  {report.Late:N0} of the values {(report.Late == 1 ? "is" : "are")} for days that are already scored; those scores stay as published."));
        foreach (var (reason, count) in report.Reasons)
            Console.WriteLine(Say($"  {reason.Words()}: {count:N0}, first in {report.Problems.First(p => p.Reason == reason)}"));
        return 0;
    }

    private static string Count(long count, string one) => Say($"{count:N0} {one}{(count == 1 ? "" : "s")}");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
