using System.CommandLine;
using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Scoring.Preview;

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
        var name = new Option<string?>("--model") { Description = "Only the model of this name." };
        var version = new Option<int?>("--version") { Description = "This version of one model in place of its latest." };
        var drafts = new Option<bool>("--drafts") { Description = "The drafts in place of the latest versions." };
        var command = new Command("export", "Write the published models, or their drafts, to a JSON file.") { file, name, version, kind, segment, stage, drafts, SettingsArgument.All };
        command.SetAction(async (parsed, ct) =>
        {
            await using var host = await EngineHost.OpenAsync(parsed, ct);
            var selection = new ModelSelection(null, parsed.GetValue(kind), parsed.GetValue(segment), parsed.GetValue(stage), parsed.GetValue(drafts), parsed.GetValue(version), parsed.GetValue(name));
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
            var text = await File.ReadAllTextAsync(parsed.GetRequiredValue(file).FullName, ct);
            var (isDry, options) = (parsed.GetValue(dry), new ModelImportOptions(false, parsed.GetValue(publish), parsed.GetValue(replace), parsed.GetValue(expect), parsed.GetValue(revive)));
            var would = await RunAsync(host, text, options with { DryRun = true }, ct);
            // What it would come to is worth seeing even where a draft or an ended model is in the way: the refusal follows.
            var looked = UserFaultException.Unless(isDry && !would.IsOk ? await RunAsync(host, text, options with { DryRun = true, ReplaceDrafts = true, Revives = true }, ct) : would);
            Dictionary<int, PreviewSummary> previews = [];
            foreach (var (index, model) in looked.Index())
            {
                Console.WriteLine($"{model.Name} ({model.Kind}, {model.Scope.Words}): {Words(model)}");
                foreach (var change in model.Changes) Console.WriteLine($"  {change.Text}");
                if (model.Outcome == ModelImportOutcome.Unchanged || (!isDry && options.PublishReason is null)) continue;
                var seen = UserFaultException.Unless(await host.Get<PreviewModel>().RunAsync(Actor.System, new(model.Kind, model.Scope.SegmentId, model.Scope.StageId, model.Definition), null, ct)).Summary;
                previews.Add(index, seen);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  Preview on the data of {seen.Day:yyyy-MM-dd}: {seen.Moved} of {seen.Accounts} accounts change their band, {seen.NewReds} become red, {seen.FormerReds} are red no longer."));
            }

            UserFaultException.Unless(would);
            if (isDry) return 0;
            // What was shown is what is taken.
            foreach (var model in UserFaultException.Unless(await RunAsync(host, text, options with { Seen = [.. looked.Select(m => m.Was)], Previews = previews }, ct)))
                Console.WriteLine($"{model.Name}: {(model.Outcome switch { ModelImportOutcome.Unchanged => "says that", ModelImportOutcome.Published => $"published as version {model.Version}", _ => "saved as a draft" })}");
            return 0;
        });
        return command;
    }

    private static async Task<Result<IReadOnlyList<ImportedModel>>> RunAsync(EngineHost host, string text, ModelImportOptions options, CancellationToken ct)
    {
        using var reader = new StringReader(text);
        return await host.Get<ImportModel>().RunAsync(Actor.System, reader, options, ct);
    }

    private static string Words(ImportedModel model) => model.Outcome switch
    {
        ModelImportOutcome.Unchanged => model.Changes.Count > 0 ? "is called otherwise, and says that already" : "says that already",
        ModelImportOutcome.Published => "would be published",
        _ => "would be saved as a draft",
    };
}
