using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Models;
using static HealthScore.Engine.Tests.Scoring.Models.ModelDesk;

namespace HealthScore.Engine.Tests.Scoring.Models;

public sealed class PublishTests(ModelDesk desk) : IClassFixture<ModelDesk>
{
    [Fact]
    public async Task Versions_AreNumberedAndDatedByTheOrganisationsDay()
    {
        var model = await desk.PublishedAsync(ScoreKind.Health, desk.Enterprise, null, Definition());
        model.Model.Should().Match<ModelSummary>(m => m.Version == 1 && m.Published == new DateOnly(2026, 3, 11) && !m.HasDraft, "in Berlin the next day has begun");

        var draft = await desk.ChangeAsync(model.Model.Id, Definition(3));
        (await desk.PublishAsync(draft, " Logins tell more. ")).Value.Should().Match<PublishedVersion>(v => v.Number == 2 && v.Published == new DateOnly(2026, 3, 11));
        (await desk.ReadAsync(model.Model.Id)).Model.Version.Should().Be(2, "on one day the higher number wins");

        var history = (await desk.The<ModelHistory>().RunAsync(Leader, model.Model.Id, default)).Value!;
        history.Select(v => v.Number).Should().Equal(2, 1);
        history[0].Should().Match<ModelHistoryEntry>(v => v.By == "Dana" && v.Reason == "Logins tell more." && v.PublishedAt == desk.Time.Now);
        history[0].Changes.Select(c => c.Text).Should().Equal("Logins, total of 28 days: share of the score 50 % → 75 %", "Seats used, latest: share of the score 50 % → 25 %");
        history[1].Changes.Should().BeEmpty();
    }

    [Fact]
    public async Task OldVersion_RolledBackTo_IsPublishedAnew()
    {
        var model = await desk.PublishedAsync(ScoreKind.Health, desk.Small, null, Definition());
        await desk.PublishAsync(await desk.ChangeAsync(model.Model.Id, Definition(3)), "try");
        var draft = await desk.ChangeAsync(model.Model.Id, Definition(7));

        (await desk.The<RollBack>().RunAsync(Ops, model.Model.Id, 2, 2, "again", default)).Errors[0].Code.Should().Be("no_changes");
        (await desk.The<RollBack>().RunAsync(Ops, model.Model.Id, 9, 2, "again", default)).Errors[0].Code.Should().Be("not_found");
        (await desk.The<RollBack>().RunAsync(Ops, model.Model.Id, 1, 2, " ", default)).Errors[0].Code.Should().Be("reason_missing");
        (await desk.The<RollBack>().RunAsync(Ops, model.Model.Id, 1, 2, "Too many reds.", default)).Value!.Number.Should().Be(3);

        var after = await desk.ReadAsync(model.Model.Id);
        after.Latest!.Measures.First().Weight.Should().Be(1);
        after.Definition.Measures.First().Weight.Should().Be(7, "the draft stays");
        after.DraftRevision.Should().Be(draft.DraftRevision);
        (await desk.The<ModelHistory>().RunAsync(Ops, model.Model.Id, default)).Value!.Select(v => v.Number).Should().Equal(3, 2, 1);
    }

    [Fact]
    public async Task Publishing_WithoutReasonOrChange_IsRefused()
    {
        var draft = await desk.DraftAsync(ScoreKind.Health, null, desk.Live, Definition());
        (await desk.PublishAsync(draft, "  ")).Errors.Should().ContainSingle().Which.Should().Match<Error>(e => e.Code == "reason_missing" && e.Field == "reason");
        (await desk.PublishAsync(draft, new string('x', 2001))).Errors.Should().ContainSingle(e => e.Code == "reason_too_long");
        (await desk.PublishAsync(draft, "first")).IsOk.Should().BeTrue();
        (await desk.PublishAsync(await desk.ReadAsync(draft.Model.Id), "again")).Errors[0].Code.Should().Be("no_draft");
        (await desk.PublishAsync(await desk.ChangeAsync(draft.Model.Id, Definition(10, 10)), "the same tenfold")).Errors[0].Code.Should().Be("no_changes");
    }

    [Fact]
    public async Task InvalidDefinition_IsRefusedWithEveryFieldAtFault()
    {
        var draft = await desk.DraftAsync(ScoreKind.Expansion, null, null, Definition(-1, 1) with { MinCoverage = 2, Dwell = 0 });
        var refused = await desk.PublishAsync(draft, "why not");
        refused.Errors.Should().HaveCountGreaterThanOrEqualTo(3).And.OnlyContain(e => !string.IsNullOrEmpty(e.Field));
        (await desk.ReadAsync(draft.Model.Id)).Model.Version.Should().BeNull("a published model can never be invalid");
    }

    [Fact]
    public async Task Draft_ChangedSinceItWasLookedAt_IsNotPublished()
    {
        var seen = await desk.DraftAsync(ScoreKind.Risk, null, null, Definition());
        await desk.ChangeAsync(seen.Model.Id, Definition(4));
        (await desk.PublishAsync(seen, "unseen")).Errors[0].Code.Should().Be("draft_overtaken");
    }

    [Fact]
    public async Task Draft_OfAModelThatWasEndedSinceItWasLookedAt_IsNotPublished()
    {
        var model = await desk.PublishedAsync(ScoreKind.Expansion, desk.Enterprise, null, Definition());
        var seen = await desk.ChangeAsync(model.Model.Id, Definition(3));
        (await desk.The<EndModel>().RunAsync(OtherOps, model.Model.Id, 1, "It tells nothing", default)).IsOk.Should().BeTrue();

        (await desk.PublishAsync(seen, "unseen")).Errors.Should().ContainSingle().Which.Should().Match<Error>(e => e.Code == "version_overtaken" && e.Message.StartsWith("Kim ended the model with version 2"));
        var now = await desk.ReadAsync(model.Model.Id);
        now.Model.Should().Match<ModelSummary>(m => m.Version == null && m.HasDraft);
        (await desk.PublishAsync(now, "It does again")).Value!.Number.Should().Be(3);
    }

    [Fact]
    public async Task Draft_PublishedByManyAtOnce_IsOneVersion()
    {
        var draft = await desk.DraftAsync(ScoreKind.Risk, desk.Small, null, Definition());
        var published = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => desk.PublishAsync(draft, "at once")));
        published.Count(p => p.IsOk).Should().Be(1);
        (await desk.The<ModelHistory>().RunAsync(Ops, draft.Model.Id, default)).Value!.Should().ContainSingle();
    }

    [Fact]
    public async Task RollBack_ByManyAtOnce_KeepsNumbersApart()
    {
        var model = await desk.PublishedAsync(ScoreKind.Risk, desk.Enterprise, null, Definition());
        await desk.PublishAsync(await desk.ChangeAsync(model.Model.Id, Definition(3)), "try");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => desk.The<RollBack>().RunAsync(Ops, model.Model.Id, 1, 2, "at once", default)));
        (await desk.The<ModelHistory>().RunAsync(Ops, model.Model.Id, default)).Value!.Select(v => v.Number).Should().Equal(3, 2, 1);
    }
}
