using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Models;
using static HealthScore.Engine.Tests.Scoring.Models.ModelDesk;

namespace HealthScore.Engine.Tests.Scoring.Models;

public sealed class ModelAsCodeTests : IAsyncLifetime
{
    private readonly ModelDesk _desk = new();

    public Task InitializeAsync() => _desk.InitializeAsync();

    public Task DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Models_ExportedAndImportedElsewhere_ExportTheSame()
    {
        await _desk.PublishedAsync(ScoreKind.Health, null, null, Definition(1.0 / 3) with { Note = "Grüße \"&\" <b>" });
        await _desk.PublishedAsync(ScoreKind.Health, _desk.Small, _desk.Live, Definition(2));
        await _desk.PublishedAsync(ScoreKind.Risk, _desk.Enterprise, null, Definition() with { Bands = new(55.5, 20), Rules = [new() { RiskEvent = "merger", IsCap = true, Limit = 12.5 }] });
        var text = await ExportAsync(_desk, new());

        var elsewhere = new ModelDesk();
        await elsewhere.InitializeAsync();
        var imported = await ImportAsync(elsewhere, text, new(PublishReason: "moved here"));
        imported.Value!.Should().HaveCount(3).And.OnlyContain(m => m.IsNew && m.Outcome == ModelImportOutcome.Published && m.Version == 1 && m.ModelId > 0);
        (await ExportAsync(elsewhere, new())).Should().Be(text);
        (await ImportAsync(elsewhere, text, new(PublishReason: "again"))).Value!.Should().OnlyContain(m => m.Outcome == ModelImportOutcome.Unchanged && m.Version == null);
        await elsewhere.DisposeAsync();
    }

    [Fact]
    public async Task Import_IntoAnExistingModel_SavesADraftAndSaysWhatDiffers()
    {
        var model = await _desk.PublishedAsync(ScoreKind.Health, _desk.Enterprise, null, Definition());
        var text = ModelJson.Write(new(ScoreKind.Health, "Enterprise", null, Definition(3)));

        var dry = await ImportAsync(_desk, text, new(DryRun: true));
        dry.Value!.Single().Changes.Should().HaveCount(2);
        (await _desk.ReadAsync(model.Model.Id)).Model.HasDraft.Should().BeFalse("a dry run changes nothing");

        var import = (await ImportAsync(_desk, text, new())).Value!.Single();
        import.Should().Match<ImportedModel>(m => m.ModelId == model.Model.Id && !m.IsNew && m.Outcome == ModelImportOutcome.Draft && m.Version == null);
        import.Changes.Select(c => c.Text).Should().StartWith("Logins, total of 28 days: share of the score 50 % → 75 %");
        (await _desk.ReadAsync(model.Model.Id)).Model.Should().Match<ModelSummary>(m => m.HasDraft && m.DraftBy == "Dana" && m.Version == 1);
        (await ImportAsync(_desk, text, new())).Value!.Single().Outcome.Should().Be(ModelImportOutcome.Unchanged);
    }

    [Theory]
    [InlineData("published", 2)]
    [InlineData(null, null)]
    public async Task Import_OverAModelThatScoresAlike_ComesOutAsItWentIn(string? reason, int? version)
    {
        await _desk.PublishedAsync(ScoreKind.Health, _desk.Enterprise, null, Definition());
        var text = ModelJson.Write(new(ScoreKind.Health, "Enterprise", null, Definition(10, 10), Name: "Large ones"));

        var dry = (await ImportAsync(_desk, text, new(DryRun: true, PublishReason: reason))).Value!.Single();
        dry.Changes.Select(c => c.Text).Should().Equal("Model: name Made by a test → Large ones");
        dry.Outcome.Should().NotBe(ModelImportOutcome.Unchanged, "the weights are others, if in the same ratio");
        (await ImportAsync(_desk, text, new(PublishReason: reason))).Value!.Single().Version.Should().Be(version);

        ModelJson.Write(ModelJson.Read(await ExportAsync(_desk, new(Drafts: reason is null))).Value! with { Version = null, Published = null }).Should().Be(text.TrimEnd());
        (await ImportAsync(_desk, text, new(PublishReason: reason))).Value!.Single().Outcome.Should().Be(ModelImportOutcome.Unchanged);
    }

    [Fact]
    public async Task Import_OverAModelThatWasEnded_SaysSo_AndTakesThatBackOnlyIfAsked()
    {
        var model = await _desk.PublishedAsync(ScoreKind.Health, _desk.Enterprise, null, Definition());
        (await _desk.The<EndModel>().RunAsync(Ops, model.Model.Id, 1, "It tells nothing", default)).IsOk.Should().BeTrue();
        var text = ModelJson.Write(new(ScoreKind.Health, "Enterprise", null, Definition()));

        (await ImportAsync(_desk, text, new(DryRun: true))).Value!.Single().Changes.Select(c => c.Text).Should().Equal($"Model: was ended on {Days.Day(new(2026, 3, 11), CultureInfo.CurrentCulture)}, and stays so until the draft is published");
        (await ImportAsync(_desk, text, new(PublishReason: "as it was"))).Errors.Should().ContainSingle(e => e.Code == "model_ended");
        (await _desk.ReadAsync(model.Model.Id)).Model.Version.Should().BeNull();
        (await ImportAsync(_desk, text, new(DryRun: true, PublishReason: "", Revives: true))).Value!.Single().Changes.Select(c => c.Text).Should().Equal($"Model: was ended on {Days.Day(new(2026, 3, 11), CultureInfo.CurrentCulture)}, this takes it back");
        (await ImportAsync(_desk, text, new(PublishReason: "as it was", Revives: true))).Value!.Single().Version.Should().Be(3);
    }

    [Fact]
    public async Task Import_OfWhatSomebodyChangedSinceItWasShown_IsRefused()
    {
        var model = await _desk.PublishedAsync(ScoreKind.Health, _desk.Enterprise, null, Definition());
        var text = ModelJson.Write(new(ScoreKind.Health, "Enterprise", null, Definition(3)));
        var seen = (await ImportAsync(_desk, text, new(DryRun: true, PublishReason: ""))).Value!.Select(m => m.Was).ToList();
        await _desk.PublishAsync(await _desk.ChangeAsync(model.Model.Id, Definition(5)), "meanwhile");

        (await ImportAsync(_desk, text, new(PublishReason: "unseen", Seen: seen))).Errors.Should().ContainSingle(e => e.Code == "models_changed");
        (await _desk.ReadAsync(model.Model.Id)).Model.Version.Should().Be(2);
        var again = (await ImportAsync(_desk, text, new(DryRun: true, PublishReason: ""))).Value!.Select(m => m.Was).ToList();
        var preview = new PreviewSummary(0, new(2026, 3, 10), [new(Band.Red, Band.Green, 3, 30)]);
        (await ImportAsync(_desk, text, new(PublishReason: "seen", Seen: again, Previews: new Dictionary<int, PreviewSummary> { [0] = preview }))).Value!.Single().Version.Should().Be(3);
        (await _desk.The<ModelHistory>().RunAsync(Ops, model.Model.Id, default)).Value![0].Preview.Should().BeEquivalentTo(preview, "what was seen goes with the version");
        ModelJson.Read(await ExportAsync(_desk, new(model.Model.Id, Version: 1))).Value!.Definition.Measures.First().Weight.Should().Be(1, "an old version can be taken out as well");
    }

    [Fact]
    public async Task Import_OfAModelsFirstVersion_ScoresFromTheDayTheFileSays()
    {
        var old = new DateOnly(2023, 1, 1);
        var text = ModelJson.Write(new(ScoreKind.Health, null, null, Definition(), Published: old));
        (await ImportAsync(_desk, text, new(PublishReason: "our past"))).Value!.Single().Version.Should().Be(1);
        (await PublishedAsync()).Should().Be(old);
        await ImportAsync(_desk, text.Replace("2023-01-01", "2023-02-01", StringComparison.Ordinal).Replace("\"margin\": 3", "\"margin\": 4", StringComparison.Ordinal), new(PublishReason: "more margin"));
        (await PublishedAsync()).Should().BeAfter(new(2026, 1, 1), "days that the first version has scored stay its own");

        async Task<DateOnly?> PublishedAsync() => (await _desk.The<ListModels>().RunAsync(Ops, ScoreKind.Health, default)).Value!.Models.Single().Published;
    }

    [Fact]
    public async Task Import_OverSomeonesDraft_AsksFirst()
    {
        var draft = await _desk.DraftAsync(ScoreKind.Health, null, null, Definition(5));
        var text = ModelJson.Write(new(ScoreKind.Health, null, null, Definition(3)));
        (await ImportAsync(_desk, text, new())).Errors.Should().ContainSingle(e => e.Code == "draft_exists");
        (await _desk.ReadAsync(draft.Model.Id)).Definition.Measures.First().Weight.Should().Be(5);
        (await ImportAsync(_desk, text, new(ReplaceDrafts: true))).IsOk.Should().BeTrue();
        (await _desk.ReadAsync(draft.Model.Id)).Definition.Measures.First().Weight.Should().Be(3);
    }

    [Fact]
    public async Task Import_WithOneBadModel_ImportsNone()
    {
        var good = ModelJson.Write(new(ScoreKind.Health, null, null, Definition()));
        var bad = ModelJson.Write(new(ScoreKind.Risk, "Nowhere", null, Definition(-1)));
        var refused = await ImportAsync(_desk, $"[{good}, {bad}, {good}]", new());
        refused.Errors.Select(e => e.Code).Should().Contain(["segment_unknown", "scope_twice"]);
        refused.Errors.Should().OnlyContain(e => e.Field!.StartsWith("[1].", StringComparison.Ordinal) || e.Field!.StartsWith("[2].", StringComparison.Ordinal));
        refused.Errors.Single(e => e.Code == "segment_unknown").Message.Should().Be("[1] There is no segment called Nowhere. Known are: Enterprise, Small. Mend the name, or add the segment first.");
        (await _desk.The<ListModels>().RunAsync(Ops, ScoreKind.Health, default)).Value!.Models.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[{")]
    [InlineData("null")]
    [InlineData("{\"kind\": \"joy\"}")]
    public async Task Import_OfSomethingElse_IsRefused(string text) =>
        (await ImportAsync(_desk, text, new())).IsOk.Should().BeFalse();

    [Fact]
    public async Task Export_OfDraftsOrOneScope_WritesOnlyThose()
    {
        await _desk.PublishedAsync(ScoreKind.Health, null, null, Definition());
        await _desk.DraftAsync(ScoreKind.Health, _desk.Small, _desk.Live, Definition());
        ModelJson.Read(await ExportAsync(_desk, new(Segment: "Small", Stage: "Live", Drafts: true))).Value
            .Should().Match<ModelDocument>(d => d.Segment == "Small" && d.Version == null && d.Name == "Made by a test");
        ModelJson.Read(await ExportAsync(_desk, new(Kind: ScoreKind.Health))).Value.Should().Match<ModelDocument>(d => d.Segment == null && d.Version == 1);
        (await _desk.The<ExportModel>().RunAsync(Ops, new(Segment: "Small"), TextWriter.Null, default)).Errors[0].Code.Should().Be("nothing_to_export");
    }

    [Fact]
    public async Task Export_OfOneModelByName_WritesTheVersionAskedFor_OrSaysWhyNot()
    {
        var model = await _desk.PublishedAsync(ScoreKind.Health, null, null, Definition());
        await _desk.PublishAsync(await _desk.ChangeAsync(model.Model.Id, Definition(4)), "more logins");
        (await _desk.The<RenameModel>().RunAsync(Ops, model.Model.Id, "Everybody", default)).IsOk.Should().BeTrue();
        (await _desk.The<EndModel>().RunAsync(Ops, model.Model.Id, 2, "It tells nothing", default)).IsOk.Should().BeTrue();
        var other = await _desk.DraftAsync(ScoreKind.Health, _desk.Small, _desk.Live, Definition());

        ModelJson.Read(await ExportAsync(_desk, new(Name: "Everybody ", Version: 2))).Value!.Should().Match<ModelDocument>(d => d.Version == 2 && d.Definition.Measures.First().Weight == 4);
        ModelJson.Read(await ExportAsync(_desk, new(Name: "Everybody", Version: 1))).Value!.Definition.Measures.First().Weight.Should().Be(1);
        (await RefusedAsync(new(Name: "Everybody", Version: 3))).Should().Be("Version 3 ended Everybody, so there is nothing in it. Choose the one before it.");
        (await RefusedAsync(new(Name: "Everybody", Version: 9))).Should().Be("Everybody has no version 9; its latest is 3.");
        (await RefusedAsync(new(Name: "Everybody", Version: 1, Drafts: true))).Should().StartWith("A draft has no version yet.");
        (await RefusedAsync(new(Version: 1))).Should().StartWith($"2 models are meant: Everybody; {other.Model.Name}.");
        (await RefusedAsync(new(Name: other.Model.Name, Version: 1))).Should().EndWith("has not been published. Export its draft instead.");
        (await RefusedAsync(new(Name: "Nobody"))).Should().StartWith("There is no such model.");

        async Task<string?> RefusedAsync(ModelSelection selection) => (await _desk.The<ExportModel>().RunAsync(Leader, selection, TextWriter.Null, default)).Message;
    }

    private static async Task<string> ExportAsync(ModelDesk desk, ModelSelection selection)
    {
        await using var text = new StringWriter();
        (await desk.The<ExportModel>().RunAsync(Leader, selection, text, default)).Message.Should().BeNull();
        return text.ToString();
    }

    private static Task<Result<IReadOnlyList<ImportedModel>>> ImportAsync(ModelDesk desk, string text, ModelImportOptions options) =>
        desk.The<ImportModel>().RunAsync(Ops, new StringReader(text), options, default);
}
