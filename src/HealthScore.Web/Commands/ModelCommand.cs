using System.CommandLine;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Models;

namespace HealthScore.Web.Commands;

internal static class ModelCommand
{
    public static Command Create() => new("model", "Scoring models as code.") { Export(), Import() };

    private static Command Export()
    {
        var file = new Argument<FileInfo>("file") { Description = "The JSON file to write." };
        var kind = new Option<ScoreKind?>("--kind") { Description = "Only this kind: Health, Risk or Expansion." };
        var segment = new Option<string?>("--segment") { Description = "Only the models for exactly this segment." };
        var stage = new Option<string?>("--stage") { Description = "Only the models for exactly this stage." };
        var drafts = new Option<bool>("--drafts") { Description = "The drafts in place of the latest versions." };
        var command = new Command("export", "Write the published models, or their drafts, to a JSON file.") { file, kind, segment, stage, drafts, SettingsArgument.All };
        command.SetAction(async (parsed, ct) =>
        {
            await using var host = await EngineHost.OpenAsync(parsed, ct);
            var selection = new ModelSelection(null, parsed.GetValue(kind), parsed.GetValue(segment), parsed.GetValue(stage), parsed.GetValue(drafts));
            using var text = new StringWriter();
            var count = UserFaultException.Unless(await host.Get<ExportModel>().RunAsync(Actor.System, selection, text, ct));
            var target = parsed.GetRequiredValue(file);
            await File.WriteAllTextAsync(target.FullName, text.ToString(), ct);
            Console.WriteLine($"Wrote {count} {(count == 1 ? "model" : "models")} to {target.FullName}");
            return 0;
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "The JSON file to read." }.AcceptExistingOnly();
        var publish = new Option<string?>("--publish") { Description = "Publish at once, for this reason. Without it drafts are saved." };
        var expect = new Option<string?>("--expect") { Description = "With --publish: what it should bring about." };
        var replace = new Option<bool>("--replace-drafts") { Description = "Drafts that say something else may be replaced." };
        var revive = new Option<bool>("--revive") { Description = "With --publish: models that were ended may be taken back into use." };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        var command = new Command("import", "Take models from a JSON file, all of them or none.") { file, publish, expect, replace, revive, dry, SettingsArgument.All };
        command.SetAction(async (parsed, ct) =>
        {
            await using var host = await EngineHost.OpenAsync(parsed, ct);
            using var reader = parsed.GetRequiredValue(file).OpenText();
            var options = new ModelImportOptions(parsed.GetValue(dry), parsed.GetValue(publish), parsed.GetValue(replace), parsed.GetValue(expect), parsed.GetValue(revive));
            foreach (var model in UserFaultException.Unless(await host.Get<ImportModel>().RunAsync(Actor.System, reader, options, ct)))
            {
                Console.WriteLine($"{model.Name} ({model.Kind}, {model.Scope.Words}): {Words(model, options.DryRun)}");
                foreach (var change in model.Changes) Console.WriteLine($"  {change.Text}");
            }

            return 0;
        });
        return command;
    }

    private static string Words(ImportedModel model, bool dry) => model.Outcome switch
    {
        ModelImportOutcome.Unchanged => "says that already",
        ModelImportOutcome.Published => dry ? "would be published" : $"published as version {model.Version}",
        _ => dry ? "would be saved as a draft" : "saved as a draft",
    };
}
