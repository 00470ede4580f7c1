using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Models;
using static HealthScore.Engine.Tests.Scoring.Models.ModelDesk;

namespace HealthScore.Engine.Tests.Scoring.Models;

public sealed class DraftTests(ModelDesk desk) : IClassFixture<ModelDesk>
{
    [Fact]
    public async Task Draft_OvertakenByAnother_IsRefusedSayingWhoAndWhen()
    {
        var opened = await desk.DraftAsync(ScoreKind.Health, desk.Enterprise, null, Definition());
        (await desk.The<SaveDraft>().RunAsync(OtherOps, opened.Model.Id, opened.DraftRevision, Definition(3), default)).IsOk.Should().BeTrue();

        var second = await desk.The<SaveDraft>().RunAsync(Ops, opened.Model.Id, opened.DraftRevision, Definition(5), default);
        second.Errors.Single().Code.Should().Be("draft_overtaken");
        second.Message.Should().StartWith("Kim saved this draft on " + Days.Moment(new(2026, 3, 11, 0, 30, 0, TimeSpan.Zero), CultureInfo.CurrentCulture), "the organisation's clock stands in Berlin");
        var theirs = await desk.ReadAsync(opened.Model.Id);
        theirs.Definition.Measures.First().Weight.Should().Be(3, "theirs stays");

        var again = await desk.The<SaveDraft>().RunAsync(Ops, opened.Model.Id, theirs.DraftRevision, Definition(5), default);
        again.Value!.By.Should().Be("Dana");
        (await desk.ReadAsync(opened.Model.Id)).Definition.Measures.First().Weight.Should().Be(5);
    }

    [Fact]
    public async Task Draft_SavedOverByAnother_IsKept_AndTakenBack_AndNoMoreThanTheLastAre()
    {
        var id = (await desk.PublishedAsync(ScoreKind.Health, desk.Small, desk.Onboarding, Definition())).Model.Id;
        await desk.ChangeAsync(id, Definition(3));
        await desk.ChangeAsync(id, Definition(4));
        (await KeptAsync(id)).Should().BeEmpty("nobody else's was replaced");
        await SaveAsync(OtherOps, Definition(5));
        var kept = (await KeptAsync(id)).Should().ContainSingle().Which;
        (kept.By, kept.ReplacedBy, kept.Definition.Measures.First().Weight).Should().Be(("Dana", "Kim", 4));
        kept.Changes.Should().NotBeEmpty("it differs from what is published");

        (await desk.The<KeptDrafts>().TakeBackAsync(Csm, id, kept.Id, 0, default)).Errors.Should().ContainSingle(e => e.Code == "forbidden");
        (await desk.The<KeptDrafts>().TakeBackAsync(Ops, id, kept.Id, 0, default)).Errors.Should().ContainSingle(e => e.Code == "draft_overtaken");
        (await desk.The<KeptDrafts>().TakeBackAsync(Ops, id, kept.Id, (await desk.ReadAsync(id)).DraftRevision, default)).Message.Should().BeNull();
        (await desk.ReadAsync(id)).Definition.Measures.First().Weight.Should().Be(4);
        (await KeptAsync(id)).Should().ContainSingle().Which.Definition.Measures.First().Weight.Should().Be(5, "what was there takes its place");

        (await desk.The<DiscardDraft>().RunAsync(Ops, id, (await desk.ReadAsync(id)).DraftRevision, default)).IsOk.Should().BeTrue();
        (await KeptAsync(id)).Select(k => k.Definition.Measures.First().Weight).Should().Equal([4, 5], "a discarded one is kept as well");
        for (var i = 10; i < 10 + KeptDrafts.Most + 3; i++) await SaveAsync(i % 2 == 0 ? Ops : OtherOps, Definition(i));
        (await KeptAsync(id)).Select(k => k.Definition.Measures.First().Weight).Should().Equal(Enumerable.Range(12, KeptDrafts.Most).Reverse().Select(i => (double)i), "the oldest go");
        await desk.The<KeptDrafts>().TakeBackAsync(Ops, id, (await KeptAsync(id))[0].Id, (await desk.ReadAsync(id)).DraftRevision, default);
        (await KeptAsync(id)).Should().HaveCount(KeptDrafts.Most, "the one that is taken back leaves room for what was there");

        async Task SaveAsync(Actor actor, ModelDefinition definition) =>
            (await desk.The<SaveDraft>().RunAsync(actor, id, (await desk.ReadAsync(id)).DraftRevision, definition, default)).Message.Should().BeNull();
    }

    [Fact]
    public async Task Draft_OfAModelThatSomebodyPublishedMeanwhile_IsNotSavedUnseen()
    {
        var opened = await desk.PublishedAsync(ScoreKind.Health, desk.Enterprise, desk.Onboarding, Definition());
        var second = await desk.ChangeAsync(opened.Model.Id, Definition(2));
        (await desk.PublishAsync(second, "second")).Message.Should().BeNull();
        opened = await desk.ReadAsync(opened.Model.Id);
        (await desk.The<RollBack>().RunAsync(OtherOps, opened.Model.Id, 1, 2, "back", default)).Message.Should().BeNull();

        var late = await desk.The<SaveDraft>().RunAsync(Ops, opened.Model.Id, opened.DraftRevision, Definition(7), default, opened.Model.Last);
        late.Errors.Should().ContainSingle(e => e.Code == "version_overtaken" && e.Message.StartsWith("Kim published version 3", StringComparison.Ordinal));
        (await desk.The<SaveDraft>().RunAsync(Ops, opened.Model.Id, opened.DraftRevision, Definition(7), default, 3)).Message.Should().BeNull();
    }

    [Fact]
    public async Task Drafts_SavedAtTheSameMoment_AreNotBothSaved()
    {
        var opened = await desk.DraftAsync(ScoreKind.Risk, null, null, Definition());
        var saves = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => desk.The<SaveDraft>().RunAsync(Ops, opened.Model.Id, opened.DraftRevision, Definition(i), default)));
        saves.Count(s => s.IsOk).Should().Be(1);
        saves.Where(s => !s.IsOk).Should().OnlyContain(s => s.Errors[0].Code == "draft_overtaken");
    }

    [Fact]
    public async Task Draft_ThatIsHalfDone_IsSavedWithItsProblems()
    {
        var opened = await desk.DraftAsync(ScoreKind.Expansion, null, null, Definition());
        var saved = await desk.The<SaveDraft>().RunAsync(Ops, opened.Model.Id, opened.DraftRevision, Definition(0, 0), default);
        saved.Value!.Problems.Should().NotBeEmpty();
        (await desk.ReadAsync(opened.Model.Id)).Definition.Measures.Should().OnlyContain(m => m.Weight == 0);
    }

    [Fact]
    public async Task Draft_Discarded_LeavesTheVersion()
    {
        var model = await desk.PublishedAsync(ScoreKind.Health, desk.Small, null, Definition());
        var draft = await desk.ChangeAsync(model.Model.Id, Definition(9));
        draft.Model.Should().Match<ModelSummary>(m => m.HasDraft && m.DraftBy == "Dana" && m.DraftAt == desk.Time.Now);
        draft.ChangesOf(draft.Definition).Should().NotBeEmpty();

        (await desk.The<DiscardDraft>().RunAsync(Ops, model.Model.Id, draft.DraftRevision, default)).Value.Should().Be(DiscardedDraft.ModelStays);
        var after = await desk.ReadAsync(model.Model.Id);
        after.Model.HasDraft.Should().BeFalse();
        after.ChangesOf(after.Definition).Should().BeEmpty();
    }

    [Fact]
    public async Task Draft_NeverPublished_TakesItsModelAlong()
    {
        var draft = await desk.DraftAsync(ScoreKind.Health, null, desk.Live, Definition());
        (await desk.The<DiscardDraft>().RunAsync(Ops, draft.Model.Id, draft.DraftRevision - 1, default)).Errors[0].Code.Should().Be("draft_overtaken");
        (await desk.The<DiscardDraft>().RunAsync(Ops, draft.Model.Id, draft.DraftRevision, default)).Value.Should().Be(DiscardedDraft.ModelGone);
        (await desk.The<ReadModel>().RunAsync(Ops, draft.Model.Id, default)).Errors[0].Code.Should().Be("not_found");
    }

    [Fact]
    public async Task Definition_Stored_ComesBackExactly()
    {
        var exact = Definition(1.0 / 3, 1e-7) with
        {
            Method = ScoringMethod.SideBySide, MinCoverage = 0.123456789012345, Bands = new(81.5, 33.3), Margin = 0, Dwell = 31, Note = "Grüße \"&\" <b>\n次",
            Rules = [new() { RiskEvent = "champion_left", IsCap = true, Limit = 50 }, new() { MeasureId = "logins", Comparison = Comparison.AtMost, Value = -1.5, Limit = 20 }],
        };
        var stored = await desk.DraftAsync(ScoreKind.Risk, desk.Enterprise, desk.Live, exact);
        stored.Definition.Should().BeEquivalentTo(exact, o => o.RespectingRuntimeTypes());
        ModelJson.WriteDefinition(stored.Definition).Should().Be(ModelJson.WriteDefinition(exact));
    }

    private async Task<IReadOnlyList<KeptDraft>> KeptAsync(int id) => (await desk.The<KeptDrafts>().ListAsync(Csm, id, default)).Value!;
}
