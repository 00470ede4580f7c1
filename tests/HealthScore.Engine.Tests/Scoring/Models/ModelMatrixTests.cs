using HealthScore.Domain.Journeys;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using static HealthScore.Engine.Tests.Scoring.Models.ModelDesk;

namespace HealthScore.Engine.Tests.Scoring.Models;

public sealed class ModelMatrixTests(ModelDesk desk) : IClassFixture<ModelDesk>
{
    [Fact]
    public async Task Cells_FallThroughToTheBroaderScope_SegmentBeforeStage()
    {
        var all = (await desk.PublishedAsync(ScoreKind.Health, null, null, Definition())).Model.Id;
        var enterprise = (await desk.PublishedAsync(ScoreKind.Health, desk.Enterprise, null, Definition())).Model.Id;
        var onboarding = (await desk.PublishedAsync(ScoreKind.Health, null, desk.Onboarding, Definition())).Model.Id;
        var draft = (await desk.DraftAsync(ScoreKind.Health, desk.Small, desk.Live, Definition())).Model.Id;

        var matrix = (await desk.The<ListModels>().RunAsync(Csm, ScoreKind.Health, default)).Value!;
        matrix.Segments.Select(s => s.Name).Should().Equal("Enterprise", "Small");
        matrix.Stages.Select(s => s.Name).Should().Equal("Onboarding", "Live");
        Applies(desk.Enterprise, desk.Onboarding).Should().Be(enterprise);
        Applies(desk.Small, desk.Onboarding).Should().Be(onboarding);
        Applies(desk.Small, desk.Live).Should().Be(all, "a draft scores nothing");
        Applies(null, desk.Onboarding).Should().Be(onboarding);
        Applies(null, null).Should().Be(all);
        matrix.Cell(desk.Enterprise, null).IsInherited.Should().BeFalse();
        matrix.Cell(desk.Enterprise, desk.Live).IsInherited.Should().BeTrue();
        matrix.Cell(desk.Small, desk.Live).Own.Should().Match<ModelSummary>(m => m.Id == draft && m.HasDraft && m.Version == null);

        var risk = (await desk.The<ListModels>().RunAsync(Csm, ScoreKind.Risk, default)).Value!;
        risk.Cell(null, null).Applies.Should().BeNull("each kind has its own models");

        int? Applies(int? segment, int? stage) => matrix.Cell(segment, stage).Applies?.Id;
    }

    [Fact]
    public async Task Cells_ThatASegmentsJourneyNeverReaches_AreTold()
    {
        await using var db = await desk.The<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync();
        var (partners, pilot) = (new Journey { Id = 77, Name = "Partners", Position = 1 }, new Segment { Name = "Partners", Position = 9 });
        db.Add(partners);
        await db.SaveChangesAsync();
        var stage = new Stage { Name = "Pilot", JourneyId = partners.Id };
        pilot.JourneyId = partners.Id;
        db.AddRange(stage, pilot);
        await db.SaveChangesAsync();

        var matrix = (await desk.The<ListModels>().RunAsync(Csm, ScoreKind.Expansion, default)).Value!;
        db.RemoveRange(pilot, stage, partners);
        await db.SaveChangesAsync();

        matrix.Journeys.Select(j => j.Name).Should().Equal("Customer journey", "Partners");
        matrix.Elsewhere(pilot.Id, desk.Live)!.Name.Should().Be("Partners");
        matrix.Elsewhere(desk.Small, stage.Id)!.Name.Should().Be("Customer journey", "a segment that names none follows the first");
        matrix.Elsewhere(desk.Small, desk.Live).Should().BeNull();
        matrix.Elsewhere(pilot.Id, stage.Id).Should().BeNull();
        matrix.Elsewhere(null, stage.Id).Should().BeNull();
        matrix.Elsewhere(pilot.Id, null).Should().BeNull();
    }

    [Fact]
    public async Task Model_ForATakenScope_IsRefusedSayingWhatToDo()
    {
        await desk.DraftAsync(ScoreKind.Expansion, desk.Small, desk.Live, Definition());
        var second = await desk.The<CreateModel>().RunAsync(Ops, new(ScoreKind.Expansion, desk.Small, desk.Live, "Twice"), default);
        second.Errors.Should().ContainSingle().Which.Message.Should()
            .Be("There is already a model for expansion for Small, Live: Made by a test. Change that one, or choose another segment or stage.");

        var many = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => desk.The<CreateModel>().RunAsync(Ops, new(ScoreKind.Expansion, null, null, "At once"), default)));
        many.Count(m => m.IsOk).Should().Be(1);
        many.Where(m => !m.IsOk).Should().OnlyContain(m => m.Errors[0].Code == "scope_taken");
    }

    [Fact]
    public async Task Model_WithWrongWishes_IsRefusedForEachOfThem()
    {
        var refused = await desk.The<CreateModel>().RunAsync(Ops, new((ScoreKind)9, 999, 999, " "), default);
        refused.Errors.Select(e => e.Field).Should().BeEquivalentTo("Name", "Kind", "SegmentId", "StageId");
    }

    [Fact]
    public async Task Model_WithoutASource_StartsFromTheCatalogue()
    {
        var made = await desk.The<CreateModel>().RunAsync(Ops, new(ScoreKind.Risk, desk.Small, null, "Risk, small"), default);
        var view = await desk.ReadAsync(made.Value);
        view.Definition.Measures.Select(m => m.Source).OfType<MetricSource>().Select(s => s.Metric).Should().BeEquivalentTo("logins", "seats", "tickets");
        (await desk.PublishAsync(view, "start")).Message.Should().BeNull("the starter definition is valid");
    }

    [Fact]
    public async Task Model_CopiedFromAnother_StartsFromWhatThatOneSays()
    {
        var source = await desk.PublishedAsync(ScoreKind.Risk, null, desk.Live, Definition(4));
        await desk.ChangeAsync(source.Model.Id, Definition(8));
        var copy = await desk.The<CreateModel>().RunAsync(Ops, new(ScoreKind.Risk, null, desk.Onboarding, "Copy", source.Model.Id), default);
        (await desk.ReadAsync(copy.Value)).Definition.Measures.First().Weight.Should().Be(4, "the published version is copied, not the draft");

        (await desk.The<CreateModel>().RunAsync(Ops, new(ScoreKind.Health, desk.Small, desk.Onboarding, "Copy", source.Model.Id), default)).Errors[0].Code.Should().Be("kind_differs");
        (await desk.The<CreateModel>().RunAsync(Ops, new(ScoreKind.Health, desk.Small, desk.Onboarding, "Copy", 999), default)).Errors[0].Code.Should().Be("not_found");
    }

    [Fact]
    public async Task ThoseWhoMayNotEdit_ReadAndDoNothingElse()
    {
        var model = await desk.PublishedAsync(ScoreKind.Risk, desk.Enterprise, desk.Live, Definition());
        var id = model.Model.Id;
        foreach (var actor in new[] { Csm, Leader, Ops with { OwnerId = 1, OnlyOwn = true } })
        {
            (await desk.The<ListModels>().RunAsync(actor, ScoreKind.Health, default)).IsOk.Should().BeTrue();
            (await desk.The<ReadModel>().RunAsync(actor, id, default)).IsOk.Should().BeTrue();
            (await desk.The<ModelHistory>().RunAsync(actor, id, default)).IsOk.Should().BeTrue();
            (await desk.The<ExportModel>().RunAsync(actor, new(id), TextWriter.Null, default)).IsOk.Should().BeTrue();
            string[] refusals =
            [
                (await desk.The<CreateModel>().RunAsync(actor, new(ScoreKind.Risk, desk.Small, desk.Live, "No"), default)).Errors[0].Code,
                (await desk.The<SaveDraft>().RunAsync(actor, id, model.DraftRevision, Definition(2), default)).Errors[0].Code,
                (await desk.The<DiscardDraft>().RunAsync(actor, id, model.DraftRevision, default)).Errors[0].Code,
                (await desk.The<PublishScoringModel>().RunAsync(actor, id, model.DraftRevision, 1, "no", default)).Errors[0].Code,
                (await desk.The<RollBack>().RunAsync(actor, id, 1, 1, "no", default)).Errors[0].Code,
                (await desk.The<EndModel>().LookAsync(actor, id, default)).Errors[0].Code,
                (await desk.The<EndModel>().RunAsync(actor, id, 1, "no", default)).Errors[0].Code,
                (await desk.The<RenameModel>().RunAsync(actor, id, "No", default)).Errors[0].Code,
                (await desk.The<ImportModel>().RunAsync(actor, new StringReader("{}"), new(), default)).Errors[0].Code,
            ];
            refusals.Should().OnlyContain(code => code == "forbidden");
        }
    }
}
